-- Plan states of accounts that the viewer may see.
-- Whether the owner is over capacity follows from all their plans, so a teammate who sees only some accounts is not
-- told; the owner and the managers above are.
-- grain: as plan_states
-- key: as plan_states

select
    plan_states.account_id,
    plan_states.counted_under_id,
    plan_states.lane,
    plan_states.state,
    plan_states.state_place,
    plan_states.blocking_fact,
    plan_states.blocked_since_on,
    plan_states.is_next_unknown,
    plan_states.is_covered,
    case
        when
            plan_states.reason_code in ('over capacity', 'no reason')
            and plan_states.counted_under_id is not null
            and below.person_id is null
            then 'not shown'
        else plan_states.reason_code
    end as reason_code,
    plan_states.gap_days,
    plan_states.plan_id,
    plan_states.parent_plan_id,
    plan_states.changed_on,
    plan_states.age_band,
    plan_states.is_current,
    plan_states.is_trigger_stale,
    plan_states.trigger_on,
    plan_states.trigger_kind,
    plan_states.trigger_what,
    plan_states.trigger_note,
    plan_states.inspected_on,
    plan_states.worked_on,
    plan_states.arr
from marts.plan_states as plan_states
left join marts.subtree_access as below
    on below.viewer_id = $viewer and below.until_on >= $today and below.person_id = plan_states.counted_under_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plan_states.account_id
    )
