-- Whether each account's plan existed when its first opportunity left discovery (S4).
-- grain: one row per account tested
-- key: account_id
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- $person: person the accounts count under, as picked in a chart; null means everyone
-- $result: pass, fail, due or unknown; null means every result
-- account_id: the account
-- account_name: its name
-- person_id: person it counts under
-- person_name: their name
-- opportunity_id: the opportunity tested
-- opportunity_name: its name, or its id
-- opportunity_created_on: day it was created
-- exited_on: day it left stage 1; null while in it, or when not recorded
-- plan_created_on: day the account's earliest plan was created; null without one
-- result: pass, fail, due while still in stage 1 without a plan, or unknown
-- result_place: order of the result, worst first
-- days_late: days from leaving stage 1 to the plan, or to today without one, for fail alone; null when not recorded
-- days_in_stage: days in stage 1 so far, for due alone
-- unknown_reason: what keeps the verdict open; null unless unknown
-- link: address of the account's own live plan

select
    stage1_tests.account_id,
    scoped_accounts.account_name,
    stage1_tests.counted_under_id as person_id,
    coalesce(people.person_name, 'Nobody named') as person_name,
    stage1_tests.opportunity_id,
    stage1_tests.opportunity_name,
    stage1_tests.opportunity_created_on,
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
