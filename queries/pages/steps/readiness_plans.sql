-- How ready each AE's plans are for a review: cover, age, overdue actions, plans not gone through lately (S30).
-- grain: one row per person that key accounts or live plans count under
-- key: person_id
-- parameters: team, owner, region, segment
-- columns: person_id, person_name, manager_name, eligible_accounts, coverage_share, stale_plans, open_actions
-- columns: overdue_actions, undated_actions
-- covered_accounts: of those, covered
-- live_plans: accounts with a live plan of their own
-- inspected_plans: of these, gone through by a manager in the last inspection_window_days (S22); null without reviews

with

actions as (

    select
        plan_id,
        count(*) filter (where is_open) as open_actions,
        count(*) filter (where is_overdue) as overdue_actions,
        count(*) filter (where is_open and not has_when) as undated_actions
    from action_questions
    group by plan_id

),

accounts_asked as (

    select
        scoped_accounts.counted_under_id as person_id,
        scoped_accounts.is_eligible,
        coalesce(plan_states.is_covered, false) as is_covered,
        plans.plan_id is not null as is_live,
        plans.age_band = 'stale' or coalesce(plan_states.is_trigger_stale, false) as is_stale,
        coalesce(inspections.inspected_days < thresholds.inspection_window_days, false) as is_inspected,
        actions.open_actions,
        actions.overdue_actions,
        actions.undated_actions
    from scoped_accounts
    cross join thresholds
    left join plan_states on plan_states.account_id = scoped_accounts.account_id
    left join plans on plans.plan_id = scoped_accounts.plan_id
    left join plan_inspections as inspections on inspections.plan_id = scoped_accounts.plan_id
    left join actions on actions.plan_id = scoped_accounts.plan_id
    where scoped_accounts.is_eligible or scoped_accounts.plan_id is not null

),

counted as (

    select
        person_id,
        count(*) filter (where is_eligible) as eligible_accounts,
        count(*) filter (where is_covered) as covered_accounts,
        count(*) filter (where is_live) as live_plans,
        count(*) filter (where is_live and is_stale) as stale_plans,
        count(*) filter (where is_live and is_inspected) as inspected_plans,
        coalesce(sum(open_actions), 0) as open_actions,
        coalesce(sum(overdue_actions), 0) as overdue_actions,
        coalesce(sum(undated_actions), 0) as undated_actions
    from accounts_asked
    group by person_id

)

select
    counted.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    people.manager_name,
    cast(counted.eligible_accounts as bigint) as eligible_accounts,
    cast(counted.covered_accounts as bigint) as covered_accounts,
    cast(counted.covered_accounts as double) / nullif(cast(counted.eligible_accounts as double), 0) as coverage_share,
    cast(counted.live_plans as bigint) as live_plans,
    cast(counted.stale_plans as bigint) as stale_plans,
    case when exported.has_plan_reviews then cast(counted.inspected_plans as bigint) end as inspected_plans,
    case when exported.has_plan_actions then cast(counted.open_actions as bigint) end as open_actions,
    case when exported.has_plan_actions then cast(counted.overdue_actions as bigint) end as overdue_actions,
    case when exported.has_plan_actions then cast(counted.undated_actions as bigint) end as undated_actions
from counted
cross join exported
left join people on people.person_id = counted.person_id
order by person_name nulls last, counted.person_id nulls last
