-- Every eligible account with its rung, what blocks the next one, and where its plan stands.
-- grain: one row per eligible account
-- key: account_id
-- parameters: team, owner, region, segment, person
-- $lane: own, inherited, ramping or unassigned; null means every lane
-- $state: rung picked in a chart; null means every rung
-- $account: one account; null means all
-- columns: account_id, account_name, person_name, lane, state_place, blocking_fact, blocked_since_on, reason_code
-- columns: arr, changed_source, changed_days, age_band, trigger_on, trigger_kind, trigger_note, inspected_on
-- person_id: person it counts under
-- state: rung
-- gap_days: days without cover (S2); null when covered or never dated
-- whitespace_value: open potential in the reporting currency (S74); null without an estimate
-- plan_type: land or expand
-- changed_on: last change of the plan's content (C9)
-- windows_inspected: fortnights with an inspection (S22)
-- windows_live: fortnights the plan was live, at most thirteen
-- live_plans: live plans of the account; more than one means duplicates (C4)
-- link: address of the plan itself

select
    plan_states.account_id,
    scoped_accounts.account_name,
    plan_states.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    plan_states.lane,
    plan_states.state,
    plan_states.state_place,
    plan_states.blocking_fact,
    plan_states.blocked_since_on,
    plan_states.reason_code,
    plan_states.gap_days,
    plan_states.arr,
    account_whitespace.whitespace_value,
    plans.plan_type,
    plan_states.changed_on,
    case when plan_states.changed_on is not null then plans.changed_source end as changed_source,
    case when plan_states.changed_on is not null then plans.changed_days end as changed_days,
    plan_states.age_band,
    plan_states.trigger_on,
    plan_states.trigger_what as trigger_kind,
    plan_states.trigger_note,
    plan_states.inspected_on,
    plan_inspections.windows_inspected,
    plan_inspections.windows_live,
    scoped_accounts.live_plans,
    plans.link
from plan_states
inner join scoped_accounts on scoped_accounts.account_id = plan_states.account_id
left join people on people.person_id = plan_states.counted_under_id
left join plans on plans.plan_id = plan_states.plan_id
left join plan_inspections on plan_inspections.plan_id = scoped_accounts.plan_id
left join account_whitespace on account_whitespace.account_id = plan_states.account_id
where
    ($person is null or plan_states.counted_under_id = $person)
    and ($lane is null or plan_states.lane = $lane)
    and ($state is null or plan_states.state = $state)
    and ($account is null or plan_states.account_id = $account)
order by
    plan_states.state_place nulls last,
    plan_states.arr desc nulls last,
    scoped_accounts.account_name nulls last,
    plan_states.account_id nulls last
