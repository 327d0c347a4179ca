-- When each account plan was live, replayed from its dates (C3). Drafts, and plans that ended on an unknown day,
-- have no live time.
-- grain: one row per account plan
-- key: plan_id
-- columns: plan_id, account_id
-- live_from_on: first live day; null when never live
-- live_to_on: day after the last live day; null when never live
-- ended_by: closed, expired or null while it has no end before today
-- is_replayed: false when the plan ended but no date says when, so the past is counted as today

with

activated as (

    select record_id as plan_id, min(cast(changed_at as date)) as activated_on
    from stg_field_history
    where table_name = 'account_plans' and field = 'status' and lower(new_value) = 'active'
    group by record_id

),

dated as (

    select
        plans.plan_id,
        plans.account_id,
        plans.status,
        greatest(
            coalesce(plans.created_on, cast('1900-01-01' as date)),
            coalesce(plans.start_on, cast('1900-01-01' as date)),
            coalesce(activated.activated_on, cast('1900-01-01' as date))
        ) as live_from_on,
        case when plans.status in ('closed', 'archived') then coalesce(plans.closed_on, plans.end_on) end as closed_on,
        plans.end_on + 1 as expires_on
    from stg_account_plans as plans
    left join activated on activated.plan_id = plans.plan_id
    where plans.plan_kind = 'account'

),

bounded as (

    select
        *,
        case
            when status = 'active' then coalesce(expires_on, cast('9999-12-31' as date))
            when status in ('closed', 'archived') then least(closed_on, coalesce(expires_on, closed_on))
        end as live_to_on
    from dated

)

select
    bounded.plan_id,
    bounded.account_id,
    case when bounded.live_from_on < bounded.live_to_on then bounded.live_from_on end as live_from_on,
    case when bounded.live_from_on < bounded.live_to_on then bounded.live_to_on end as live_to_on,
    case
        when bounded.status in ('closed', 'archived') and bounded.live_to_on < coalesce(bounded.expires_on, cast('9999-12-31' as date))
            then 'closed'
        when bounded.live_to_on <= export_run.as_of_on then 'expired'
    end as ended_by,
    bounded.status not in ('closed', 'archived') or bounded.closed_on is not null as is_replayed
from bounded
cross join export_run
