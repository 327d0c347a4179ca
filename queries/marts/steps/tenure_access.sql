-- Whose time with an account a viewer sees: that of anyone at or below them, the present owner's of any account they see
-- by a team or a grant, and for each of several tops the time without any owner (C5).
-- grain: one row per viewer and tenure
-- key: viewer_id, tenure_id
-- columns: viewer_id, until_on
-- tenure_id: an account in the hands of one owner, as in account_spans

with

tenures as (

    select distinct tenure_id, account_id, owner_id from account_spans

),

given as (

    select access.viewer_id, tenures.tenure_id, access.until_on
    from tenures
    inner join subtree_access as access on access.person_id = tenures.owner_id
    union all
    select access.viewer_id, tenures.tenure_id, access.until_on
    from tenures
    inner join stg_accounts as accounts
        on accounts.account_id = tenures.account_id and accounts.owner_id is not distinct from tenures.owner_id
    inner join account_access as access on access.account_id = tenures.account_id
    union all
    select tops.person_id, tenures.tenure_id, cast('9999-12-31' as date)
    from tenures
    inner join people as tops on tops.is_top and tops.is_active
    where tenures.owner_id is null
    union all
    select overseers.viewer_id, tenures.tenure_id, overseers.until_on
    from tenures
    cross join overseers

)

select viewer_id, tenure_id, max(until_on) as until_on
from given
group by viewer_id, tenure_id
order by viewer_id, tenure_id
