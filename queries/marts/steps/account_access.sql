-- Why a person sees an account: they own it, someone below them does, they are on its team, or a grant says so. What nobody
-- owns under several tops is seen by each of them (C5).
-- Who may see everything stands here with every account, so that a row rule is one look-up.
-- grain: one row per viewer, account and reason
-- key: viewer_id, account_id, reason
-- columns: viewer_id, until_on
-- account_id: account they see
-- reason: owner, reports, account team, without owner, or the reason of a grant

with

owned as (

    select
        reports.manager_id as viewer_id,
        accounts.account_id,
        case when reports.levels = 0 then 'owner' else 'reports' end as reason,
        cast('9999-12-31' as date) as until_on
    from stg_accounts as accounts
    inner join reports on reports.person_id = accounts.owner_id

),

on_team as (

    select person_id, account_id, 'account team', cast('9999-12-31' as date)
    from stg_account_team
    where person_id is not null and account_id is not null

),

without_owner as (

    select tops.person_id, accounts.account_id, 'without owner', cast('9999-12-31' as date)
    from people as tops
    cross join accounts
    where tops.is_top and accounts.counted_under_id is null

),

granted as (

    select viewer_id, target, reason, until_on from held_grants where sees = 'account'
    union all
    select held_grants.viewer_id, accounts.account_id, held_grants.reason, held_grants.until_on
    from held_grants
    inner join reports on reports.manager_id = held_grants.target
    inner join stg_accounts as accounts on accounts.owner_id = reports.person_id
    where held_grants.sees = 'subtree'

),

overseen as (

    select overseers.viewer_id, accounts.account_id, overseers.reason, overseers.until_on
    from overseers
    cross join stg_accounts as accounts

),

reasons as (

    select * from owned
    union all
    select * from overseen
    union all
    select * from on_team
    union all
    select * from without_owner
    union all
    select * from granted

)

select
    reasons.viewer_id,
    reasons.account_id,
    reasons.reason,
    max(reasons.until_on) as until_on
from reasons
inner join viewers on viewers.viewer_id = reasons.viewer_id
group by reasons.viewer_id, reasons.account_id, reasons.reason
order by reasons.viewer_id, reasons.account_id
