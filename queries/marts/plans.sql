-- Every account plan, live or not, with its age and who stands behind it.
-- Success plans and opportunity plans do not count towards adoption and stand apart.
-- grain: one row per account plan
-- key: plan_id
-- columns: plan_id, account_id, plan_type, created_on, changed_on, changed_source, changed_days, next_review_on
-- columns: line_number
-- owner_id: owner of the plan
-- status: draft, active, closed, archived or other
-- is_live: live on the day of the data (C3)
-- is_primary: the one that covers its account where several are live (C4)
-- started_state: draft, live, expired or closed, in words of the ladder
-- live_from_on: first live day
-- live_to_on: day after the last live day
-- ended_by: closed, expired or null
-- is_replayed: false when the day it ended is unknown, so the past is counted as today
-- age_band: fresh, ageing or stale by days since the last change (S23); null is unknown
-- link: address of the plan itself
-- is_private: texts only for its owner and the owner's managers (S13)
-- exec_sponsor_id: sponsor named
-- shared_with_customer_on: day it was shared
-- record_file: export file it was read from

with

live as (

    select plan_id, account_id from accounts where plan_id is not null

)

select
    plans.plan_id,
    plans.account_id,
    plans.owner_id,
    plans.plan_type,
    plans.status,
    coalesce(
        windows.live_from_on <= export_run.as_of_on and windows.live_to_on > export_run.as_of_on, false
    ) as is_live,
    live.plan_id is not null as is_primary,
    case
        when windows.live_from_on <= export_run.as_of_on and windows.live_to_on > export_run.as_of_on then 'live'
        when plans.status = 'draft' or windows.live_from_on > export_run.as_of_on then 'draft'
        when windows.ended_by = 'expired' then 'expired'
        else 'closed'
    end as started_state,
    plans.created_on,
    windows.live_from_on,
    windows.live_to_on,
    windows.ended_by,
    windows.is_replayed,
    changes.changed_on,
    changes.changed_source,
    date_diff('day', changes.changed_on, export_run.as_of_on) as changed_days,
    case
        when date_diff('day', changes.changed_on, export_run.as_of_on) <= thresholds.fresh_days then 'fresh'
        when date_diff('day', changes.changed_on, export_run.as_of_on) <= thresholds.ageing_days then 'ageing'
        when changes.changed_on is not null then 'stale'
    end as age_band,
    plans.next_review_on,
    case when plans.link like 'http://%' or plans.link like 'https://%' then plans.link end as link,
    plans.is_private,
    plans.exec_sponsor_id,
    plans.shared_with_customer_on,
    plans.record_file,
    plans.line_number
from stg_account_plans as plans
cross join export_run
cross join thresholds
inner join plan_windows as windows on windows.plan_id = plans.plan_id
inner join plan_changes as changes on changes.plan_id = plans.plan_id
left join live on live.plan_id = plans.plan_id
where plans.plan_kind = 'account'
