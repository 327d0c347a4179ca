-- The risks an account's live plan names, by horizon, and whether anything is done about each (S41, S42).
-- grain: one row per risk
-- key: risk_id
-- parameters: account
-- columns: account_id, horizon, horizon_place, updated_on, age_days
-- risk_id: the risk
-- title: what could go wrong; null in a private plan
-- status: open, mitigated, accepted or other; empty counts as open
-- is_mitigated: an open or done action is about it (S42)
-- actions: such actions
-- next_due_on: due day of the next open one
-- due_state: act on an open risk without an action or with a late one, else due, or done without an open one; null once mitigated or accepted
-- arr: yearly spend at stake, in the reporting currency; null is unknown
-- renewal_on: contract end; null is unknown

with

worked as (

    select
        plan_id,
        about_id,
        count(*) as actions,
        min(due_on) filter (where status = 'open') as next_due_on
    from plan_actions
    where about_kind = 'risk' and status in ('open', 'done')
    group by plan_id, about_id

)

select
    accounts.account_id,
    risks.risk_id,
    case when risks.horizon in ('short', 'medium', 'long') then risks.horizon else 'undated' end as horizon,
    case risks.horizon when 'short' then 1 when 'medium' then 2 when 'long' then 3 else 4 end as horizon_place,
    risks.title,
    coalesce(risks.status, 'open') as status,
    worked.actions is not null as is_mitigated,
    cast(coalesce(worked.actions, 0) as bigint) as actions,
    worked.next_due_on,
    case
        when coalesce(risks.status, 'open') <> 'open' then null
        when worked.actions is null then '▲ no action'
        when worked.next_due_on < export_run.as_of_on then '▲ action late'
        when worked.next_due_on is null then 'no open date'
        else 'due'
    end as due_state,
    accounts.arr,
    accounts.renewal_on,
    risks.updated_on,
    date_diff('day', risks.updated_on, export_run.as_of_on) as age_days
from accounts
cross join export_run
inner join plan_risks as risks on risks.plan_id = accounts.plan_id
left join worked on worked.plan_id = risks.plan_id and worked.about_id = risks.risk_id
where $account is null or accounts.account_id = $account
order by accounts.account_id nulls last, horizon_place nulls last, risks.title nulls last, risks.risk_id nulls last
