-- The figures of the plan coverage headline.
-- grain: one row
-- key: eligible_accounts
-- parameters: team, owner, region, segment
-- columns: eligible_accounts, covered_accounts, stage1_failed, stage1_due
-- coverage_share: covered_accounts / eligible_accounts, 0 to 1; null without eligible accounts
-- gap_accounts: eligible accounts not covered (S2)
-- no_reason_accounts: of those, without any reason (C12); null where a reason is hidden
-- gap_arr: yearly spend of the accounts in the gap, of those where it is known; null when none is
-- current_accounts: accounts on the rung current or higher (S23)
-- own_plan_accounts: accounts with a live plan of their own
-- current_share: current_accounts / own_plan_accounts, 0 to 1; null without such plans
-- stale_accounts: own plans whose content is older than ageing_days (S23)
-- trigger_stale_accounts: own plans that something has overtaken (S21)
-- inspected_accounts: own plans inspected in the last inspection window (S22)
-- below_threshold_accounts: flagged key in the CRM, not key by the region's rule; outside every count
-- covered_by_parent_accounts: covered by the plan of the account above
-- duplicate_plan_accounts: accounts with more than one live plan (C4)
-- stage1_passed: accounts with a plan before their first opportunity left discovery (S4)
-- stage1_unknown: no export tells
-- stage1_share: stage1_passed / (stage1_passed + stage1_failed), 0 to 1; null when none left discovery

with

states as (

    select
        scoped_accounts.is_flagged_only,
        scoped_accounts.live_plans,
        stage1_tests.result,
        plan_states.*
    from scoped_accounts
    left join plan_states on plan_states.account_id = scoped_accounts.account_id
    left join stage1_tests on stage1_tests.account_id = plan_states.account_id

),

counted as (

    select
        count(lane) as eligible_accounts,
        count(state) filter (where is_covered) as covered_accounts,
        count(state) filter (where not is_covered) as gap_accounts,
        case
            when count(state) filter (where reason_code = 'not shown') = 0
                then count(state) filter (where reason_code = 'no reason')
        end as no_reason_accounts,
        sum(arr) filter (where not is_covered) as gap_arr,
        count(state) filter (where state_place between 3 and 5) as current_accounts,
        count(state) filter (where state_place between 2 and 5) as own_plan_accounts,
        count(state) filter (where state_place between 2 and 5 and age_band = 'stale') as stale_accounts,
        count(state) filter (where is_trigger_stale) as trigger_stale_accounts,
        count(state) filter (where state_place between 4 and 5) as inspected_accounts,
        count(*) filter (where is_flagged_only) as below_threshold_accounts,
        count(state) filter (where state_place = 6) as covered_by_parent_accounts,
        count(state) filter (where live_plans > 1) as duplicate_plan_accounts,
        count(state) filter (where result = 'pass') as stage1_passed,
        count(state) filter (where result = 'fail') as stage1_failed,
        count(state) filter (where result = 'due') as stage1_due,
        count(state) filter (where result = 'unknown') as stage1_unknown
    from states

)

select
    cast(eligible_accounts as bigint) as eligible_accounts,
    cast(covered_accounts as bigint) as covered_accounts,
    cast(covered_accounts as double) / nullif(cast(eligible_accounts as double), 0) as coverage_share,
    cast(gap_accounts as bigint) as gap_accounts,
    cast(no_reason_accounts as bigint) as no_reason_accounts,
    cast(gap_arr as decimal(18, 2)) as gap_arr,
    cast(current_accounts as bigint) as current_accounts,
    cast(own_plan_accounts as bigint) as own_plan_accounts,
    cast(current_accounts as double) / nullif(cast(own_plan_accounts as double), 0) as current_share,
    cast(stale_accounts as bigint) as stale_accounts,
    cast(trigger_stale_accounts as bigint) as trigger_stale_accounts,
    cast(inspected_accounts as bigint) as inspected_accounts,
    cast(below_threshold_accounts as bigint) as below_threshold_accounts,
    cast(covered_by_parent_accounts as bigint) as covered_by_parent_accounts,
    cast(duplicate_plan_accounts as bigint) as duplicate_plan_accounts,
    cast(stage1_passed as bigint) as stage1_passed,
    cast(stage1_failed as bigint) as stage1_failed,
    cast(stage1_due as bigint) as stage1_due,
    cast(stage1_unknown as bigint) as stage1_unknown,
    cast(stage1_passed as double) / nullif(cast(stage1_passed + stage1_failed as double), 0) as stage1_share
from counted
cross join export_run
