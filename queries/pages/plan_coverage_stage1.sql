-- Whether each account's plan existed when its first opportunity left discovery (S4).
-- grain: one row per account tested
-- key: account_id
-- parameters: team, owner, region, segment, person
-- $result: pass, fail, due or unknown; null means every result
-- columns: account_id, account_name, person_name, opportunity_name, exited_on
-- columns: plan_created_on, result, unknown_reason, link
-- person_id: person it counts under
-- opportunity_id: the opportunity tested
-- result_place: order of the result, worst first
-- days_late: days from leaving stage 1 to the plan, or to today without one, for fail alone; null when not recorded
-- days_in_stage: days in stage 1 so far, for due alone

select
    stage1_tests.account_id,
    scoped_accounts.account_name,
    stage1_tests.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    stage1_tests.opportunity_id,
    stage1_tests.opportunity_name,
    stage1_tests.exited_on,
    stage1_tests.plan_created_on,
    stage1_tests.result,
    stage1_tests.result_place,
    stage1_tests.days_late,
    stage1_tests.days_in_stage,
    stage1_tests.unknown_reason,
    stage1_tests.link
from stage1_tests
inner join scoped_accounts on scoped_accounts.account_id = stage1_tests.account_id
left join people on people.person_id = stage1_tests.counted_under_id
where ($person is null or stage1_tests.counted_under_id = $person)
    and ($result is null or stage1_tests.result = $result)
order by
    stage1_tests.result_place nulls last,
    stage1_tests.days_late desc nulls last,
    stage1_tests.days_in_stage desc nulls last,
    stage1_tests.account_id nulls last
