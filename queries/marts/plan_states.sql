-- The rung each eligible account sits on, exactly one each, so that the ladder adds up to all of them (1.1.2).
-- Where no export of account plans is loaded, the rung is unknown, and so is whether there is a plan.
-- grain: one row per eligible account
-- key: account_id
-- columns: account_id, blocking_fact, age_band, trigger_note, inspected_on, arr
-- counted_under_id: person it counts under
-- lane: own, inherited, ramping or unassigned (C8, S34, C5)
-- state: none, draft, live, current, inspected, worked or covered by parent; null without a plans export
-- state_place: 0 to 5 up the ladder, 6 for covered by parent; null as the state is
-- blocked_since_on: the day that fact speaks of; null where it names none
-- is_next_unknown: true when an export that the next rung needs is missing
-- is_covered: counts in the numerator of coverage (S1); null without a plans export
-- reason_code: why there is no plan: exec waiver, new account, inherited, over capacity or no reason; null when covered (C12), or not known to be uncovered
-- gap_days: days since it became key, changed owner or lost its cover, the last of them (S2); null as the reason is
-- plan_id: the plan that counts, its own or the draft that comes closest
-- parent_plan_id: plan of the account above that covers it
-- changed_on: last change of content of its own live plan (C9)
-- is_current: touched or reviewed this quarter, with grace early in it (S23); null is unknown
-- is_trigger_stale: something happened after the last change, more than trigger_days ago (S21)
-- trigger_on: day of the oldest such event
-- trigger_kind: its kind
-- trigger_what: its kind in words
-- worked_on: last day an action was finished, created, re-dated or changed by a person

with

rungs as (

    select
        *,
        renewed_on >= current_from_on as is_current,
        coalesce(date_diff('day', inspected_on, as_of_on) < inspection_window_days, false) as is_inspected,
        coalesce(date_diff('day', worked_on, as_of_on) <= worked_days, false) as is_worked
    from plan_state_facts as facts

),

placed as (

    select
        *,
        case
            when not has_account_plans then null
            when coverage = 'parent' then 6
            when coverage = 'none' and started_state = 'draft' then 1
            when coverage = 'none' then 0
            when not coalesce(is_current, false) then 2
            when not is_inspected then 3
            when not is_worked then 4
            else 5
        end as state_place
    from rungs

)

select
    account_id,
    counted_under_id,
    case
        when is_unassigned then 'unassigned'
        when is_inherited then 'inherited'
        when is_ramping then 'ramping'
        else 'own'
    end as lane,
    case state_place
        when 0 then 'none' when 1 then 'draft' when 2 then 'live' when 3 then 'current'
        when 4 then 'inspected' when 5 then 'worked' when 6 then 'covered by parent'
    end as state,
    cast(state_place as integer) as state_place,
    case
        when state_place is null then 'unknown: no export of account plans'
        when state_place = 0 and started_state = 'expired' then 'the last plan expired'
        when state_place = 0 and started_state = 'closed' then 'the last plan was closed'
        when state_place = 0 then 'no plan was ever started'
        when state_place = 1 and starts_on is not null then 'the plan has not started yet'
        when state_place = 1 then 'the plan is still a draft'
        when state_place = 2 and is_current is null then 'unknown: no export says when the plan last changed'
        when state_place = 2 then 'not updated or reviewed this quarter'
        when state_place = 3 and not has_plan_reviews then 'unknown: no export of plan reviews'
        when state_place = 3 and inspected_on is null then 'never inspected by a manager'
        when state_place = 3 then 'not inspected in the last ' || cast(inspection_window_days as varchar) || ' days'
        when state_place = 4 and not has_plan_actions then 'unknown: no export of plan actions'
        when state_place = 4 and worked_on is null then 'no action yet'
        when state_place = 4 then 'stalled: no action in the last ' || cast(worked_days as varchar) || ' days'
        when state_place = 6 then 'covered by the plan of the account above'
    end as blocking_fact,
    case state_place when 0 then ended_on when 1 then starts_on when 2 then renewed_on when 3 then inspected_on when 4 then worked_on end
        as blocked_since_on,
    state_place is null
        or (state_place = 2 and is_current is null)
        or (state_place = 3 and not has_plan_reviews)
        or (state_place = 4 and not has_plan_actions) as is_next_unknown,
    state_place not in (0, 1) as is_covered,
    case
        when coalesce(state_place, 2) >= 2 then null
        when plan_waived_until_on >= as_of_on then 'exec waiver'
        when date_diff('day', new_from_on, as_of_on) < new_account_days then 'new account'
        when is_inherited then 'inherited'
        when is_over_capacity and not is_unassigned then 'over capacity'
        else 'no reason'
    end as reason_code,
    case when state_place < 2 then date_diff('day', gap_from_on, as_of_on) end as gap_days,
    coalesce(plan_id, draft_plan_id) as plan_id,
    parent_plan_id,
    changed_on,
    age_band,
    case when coverage = 'own' then is_current end as is_current,
    trigger_on is not null as is_trigger_stale,
    trigger_on,
    trigger_kind,
    trigger_what,
    trigger_note,
    inspected_on,
    worked_on,
    arr
from placed
order by counted_under_id nulls last, account_id
