-- What the rung of each eligible account is judged by: its plan, its work, its reviews, and what happened since.
-- grain: one row per eligible account
-- key: account_id
-- columns: as accounts, age_band, inspected_on, trigger_note, as_of_on, quarter_starts_on
-- is_ramping: the owner started recently (S34)
-- changed_on: last change of content of its own live plan (C9)
-- renewed_on: last change or review of its plan, the later
-- worked_on: last day an action was finished, created, re-dated or changed by a person
-- trigger_on: day of the oldest such event
-- trigger_kind: its kind
-- trigger_what: its kind in words
-- draft_plan_id: the plan that comes closest where none is live
-- started_state: how far that one came: draft, closed or expired
-- ended_on: day it ended
-- starts_on: day it will start
-- has_account_plans: account plans are exported
-- has_plan_reviews: plan reviews are exported
-- has_plan_actions: plan actions are exported
-- current_from_on: since when a plan counts as touched this quarter, grace included (S23)
-- gap_from_on: day it became key, changed owner or lost its cover, the last of them (S2)
-- new_from_on: day it became key or was created, the later
-- is_over_capacity: the owner has as many live plans as one rep can plan (S5)
-- inspection_window_days: setting
-- worked_days: setting
-- new_account_days: setting

with

drafts as (

    select
        account_id,
        plan_id,
        started_state,
        live_to_on,
        case when status = 'active' then live_from_on end as starts_on,
        row_number() over (
            partition by account_id
            order by
                case when started_state = 'draft' then 0 else 1 end nulls last,
                coalesce(live_to_on, created_on) desc nulls last,
                plan_id nulls last
        ) as place
    from plans
    where not is_live

),

moved as (

    select plan_id, completed_on as day_on from stg_plan_actions
    union all
    select plan_id, created_on from stg_plan_actions
    union all
    select plan_id, updated_on from stg_plan_actions
    union all
    select actions.plan_id, cast(history.changed_at as date)
    from stg_field_history as history
    inner join stg_plan_actions as actions on actions.action_id = history.record_id
    where history.table_name = 'plan_actions'

),

worked as (

    select moved.plan_id, max(moved.day_on) as worked_on
    from moved
    cross join export_run
    where moved.day_on <= export_run.as_of_on
    group by moved.plan_id

),

open_triggers as (

    select
        plans.plan_id,
        triggers.event_on,
        triggers.kind,
        triggers.what,
        triggers.note,
        row_number() over (
            partition by plans.plan_id order by triggers.event_on nulls last, triggers.kind nulls last
        ) as place
    from plans
    inner join account_triggers as triggers
        on triggers.account_id = plans.account_id and triggers.is_trigger and triggers.event_on > plans.changed_on
    cross join export_run
    cross join thresholds
    where plans.is_primary and date_diff('day', triggers.event_on, export_run.as_of_on) > thresholds.trigger_days

),

last_covers as (

    select account_spans.account_id, max(account_spans.to_on) as covered_to_on
    from account_spans
    cross join export_run
    where account_spans.coverage <> 'none' and account_spans.to_on <= export_run.as_of_on
    group by account_spans.account_id

),

loads as (

    select owner_id, sum(live_plans) as live_plans from accounts group by owner_id

)

select
    accounts.*,
    people.is_ramping,
    plans.changed_on,
    plans.age_band,
    greatest(plans.changed_on, inspections.reviewed_on) as renewed_on,
    inspections.inspected_on,
    worked.worked_on,
    triggers.event_on as trigger_on,
    triggers.kind as trigger_kind,
    triggers.what as trigger_what,
    triggers.note as trigger_note,
    drafts.plan_id as draft_plan_id,
    drafts.started_state,
    drafts.live_to_on as ended_on,
    drafts.starts_on,
    exported.has_account_plans,
    exported.has_plan_reviews,
    exported.has_plan_actions,
    export_run.as_of_on,
    export_run.quarter_starts_on,
    case
        when date_diff('day', export_run.quarter_starts_on, export_run.as_of_on) < thresholds.quarter_grace_days
            then export_run.previous_quarter_starts_on
        else export_run.quarter_starts_on
    end as current_from_on,
    greatest(accounts.became_key_on, accounts.owned_from_on, last_covers.covered_to_on) as gap_from_on,
    greatest(accounts.became_key_on, accounts.created_on) as new_from_on,
    coalesce(loads.live_plans, 0) >= thresholds.max_plans_per_rep as is_over_capacity,
    thresholds.inspection_window_days,
    thresholds.worked_days,
    thresholds.new_account_days
from accounts
cross join exported
cross join export_run
cross join thresholds
left join people on people.person_id = accounts.owner_id
left join plans on plans.plan_id = accounts.plan_id
left join plan_inspections as inspections on inspections.plan_id = accounts.plan_id
left join worked on worked.plan_id = accounts.plan_id
left join open_triggers as triggers on triggers.plan_id = accounts.plan_id and triggers.place = 1
left join drafts on drafts.account_id = accounts.account_id and drafts.place = 1
left join loads on loads.owner_id = accounts.owner_id
left join last_covers on last_covers.account_id = accounts.account_id
where accounts.is_eligible
