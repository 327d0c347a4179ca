-- Whose name a viewer sees: everyone below, and whoever owns or works on an account that the viewer sees.
-- grain: one row per viewer and person
-- key: viewer_id, person_id
-- columns: viewer_id, until_on
-- person_id: person seen

with

given as (

    select viewer_id, person_id, until_on from subtree_access
    union all
    select access.viewer_id, accounts.owner_id, access.until_on
    from account_access as access
    inner join accounts on accounts.account_id = access.account_id
    where accounts.owner_id is not null
    union all
    select access.viewer_id, accounts.counted_under_id, access.until_on
    from account_access as access
    inner join accounts on accounts.account_id = access.account_id
    where accounts.counted_under_id is not null
    union all
    select access.viewer_id, team.person_id, access.until_on
    from account_access as access
    inner join stg_account_team as team on team.account_id = access.account_id
    where team.person_id is not null

)

select viewer_id, person_id, max(until_on) as until_on
from given
group by viewer_id, person_id
order by viewer_id, person_id
