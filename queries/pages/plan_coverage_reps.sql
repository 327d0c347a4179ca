-- Per AE: coverage, load against the cap, timeliness, evidence of inspection, actions done on time and deal plans (S1, S4,
-- S5, S6, S14, S22, S88).
-- grain: one row per person that eligible accounts count under
-- key: person_id
-- parameters: team, owner, region, segment
-- columns: person_id, person_name, manager_name, eligible_accounts, coverage_share, stage1_failed, stage1_due
-- is_ramping: started recently (S34)
-- covered_accounts: of those, covered
-- live_plans: live account plans on the accounts they own, key or not (S5, C8)
-- draft_plans: plans about to be
-- load_band: none, within or over the cap (S5)
-- capacity_gap: eligible accounts above the cap (S6)
-- capacity_share: covered up to the cap / eligible up to the cap, 0 to 1 (S6)
-- stage1_passed: opportunities whose account had a plan before they left discovery (S4)
-- stage1_share: passed / (passed + failed), 0 to 1; null when none left discovery
-- windows_inspected: fortnights with an inspection, over their plans (S22); null without a reviews export
-- windows_live: fortnights their plans were live
-- inspection_share: windows_inspected / windows_live, 0 to 1; null when no plan is old enough
-- timed_actions: actions of their plans done in the last on_time_days whose first due day is known (S88)
-- on_time_share: of these, done by that day, 0 to 1; null without any
-- key_deals: open deals of theirs on key accounts, or of key_deal_amount and more (S14); null without a deal plans export
-- planned_deals: of these, with a deal plan
-- deal_plan_share: planned_deals / key_deals, 0 to 1; null without any

with

states as (

    select
        plan_states.counted_under_id as person_id,
        plan_states.is_covered,
        plan_inspections.windows_inspected,
        plan_inspections.windows_live,
        stage1_tests.result
    from plan_states
    inner join scoped_accounts on scoped_accounts.account_id = plan_states.account_id
    left join plan_inspections on plan_inspections.plan_id = scoped_accounts.plan_id
    left join stage1_tests on stage1_tests.account_id = plan_states.account_id

),

owned as (

    select
        accounts.owner_id as person_id,
        count(*) filter (where plans.is_live) as live_plans,
        count(*) filter (where plans.started_state = 'draft') as draft_plans
    from plans
    inner join accounts on accounts.account_id = plans.account_id
    group by accounts.owner_id

),

done as (

    select
        scoped_accounts.counted_under_id as person_id,
        count(questions.is_on_time) as timed_actions,
        count(*) filter (where questions.is_on_time) as on_time_actions
    from action_questions as questions
    inner join scoped_accounts on scoped_accounts.plan_id = questions.plan_id
    group by scoped_accounts.counted_under_id

),

pursued as (

    select
        deals.owner_id as person_id,
        count(*) as key_deals,
        count(*) filter (where deals.has_deal_plan) as planned_deals
    from scoped_open_deals as deals
    where deals.is_key_deal
    group by deals.owner_id

),

counted as (

    select
        states.person_id,
        count(*) as eligible_accounts,
        count(*) filter (where states.is_covered) as covered_accounts,
        count(*) filter (where states.result = 'pass') as stage1_passed,
        count(*) filter (where states.result = 'fail') as stage1_failed,
        count(*) filter (where states.result = 'due') as stage1_due,
        sum(states.windows_inspected) as windows_inspected,
        sum(states.windows_live) as windows_live
    from states
    group by states.person_id

)

select
    counted.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    people.manager_name,
    coalesce(people.is_ramping, false) as is_ramping,
    cast(counted.eligible_accounts as bigint) as eligible_accounts,
    cast(counted.covered_accounts as bigint) as covered_accounts,
    cast(counted.covered_accounts as double) / nullif(cast(counted.eligible_accounts as double), 0) as coverage_share,
    cast(coalesce(owned.live_plans, 0) as bigint) as live_plans,
    cast(coalesce(owned.draft_plans, 0) as bigint) as draft_plans,
    case
        when coalesce(owned.live_plans, 0) = 0 then 'none'
        when owned.live_plans <= thresholds.max_plans_per_rep then 'within'
        else 'over'
    end as load_band,
    cast(greatest(counted.eligible_accounts - thresholds.max_plans_per_rep, 0) as bigint) as capacity_gap,
    cast(least(counted.covered_accounts, thresholds.max_plans_per_rep) as double)
    / nullif(cast(least(counted.eligible_accounts, thresholds.max_plans_per_rep) as double), 0) as capacity_share,
    cast(counted.stage1_passed as bigint) as stage1_passed,
    cast(counted.stage1_failed as bigint) as stage1_failed,
    cast(counted.stage1_due as bigint) as stage1_due,
    cast(counted.stage1_passed as double)
    / nullif(cast(counted.stage1_passed + counted.stage1_failed as double), 0) as stage1_share,
    cast(counted.windows_inspected as bigint) as windows_inspected,
    cast(counted.windows_live as bigint) as windows_live,
    cast(counted.windows_inspected as double) / nullif(cast(counted.windows_live as double), 0) as inspection_share,
    cast(done.timed_actions as bigint) as timed_actions,
    cast(done.on_time_actions as double) / nullif(cast(done.timed_actions as double), 0) as on_time_share,
    case when exported.has_opportunity_plans then cast(coalesce(pursued.key_deals, 0) as bigint) end as key_deals,
    case when exported.has_opportunity_plans then cast(coalesce(pursued.planned_deals, 0) as bigint) end
        as planned_deals,
    case
        when exported.has_opportunity_plans
            then cast(pursued.planned_deals as double) / nullif(cast(pursued.key_deals as double), 0)
    end as deal_plan_share
from counted
cross join thresholds
cross join exported
left join people on people.person_id = counted.person_id
left join owned on owned.person_id = counted.person_id
left join done on done.person_id = counted.person_id
left join pursued on pursued.person_id = counted.person_id
order by coverage_share nulls last, counted.eligible_accounts desc nulls last, person_name nulls last,
    counted.person_id nulls last
