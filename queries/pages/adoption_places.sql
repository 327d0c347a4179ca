-- Where a leader should look first: people with the most key accounts left uncovered for no reason.
-- Ramping reps are left out (S34).
-- grain: one row per person with such accounts
-- key: person_id
-- parameters: team, owner, region, segment
-- columns: person_name, manager_name, eligible_accounts, coverage_share
-- person_id: person the accounts count under
-- covered_accounts: of those, covered
-- no_reason_accounts: uncovered without any reason (C12)
-- gap_accounts: uncovered, with or without a reason (S2)
-- gap_arr: yearly spend of the uncovered accounts, of those where it is known; null when none is

with

counted as (

    select
        plan_states.counted_under_id as person_id,
        count(*) as eligible_accounts,
        count(*) filter (where plan_states.is_covered) as covered_accounts,
        count(*) filter (where plan_states.reason_code = 'no reason' and plan_states.lane <> 'ramping')
            as no_reason_accounts,
        count(*) filter (where not plan_states.is_covered) as gap_accounts,
        sum(plan_states.arr) filter (where not plan_states.is_covered) as gap_arr
    from plan_states
    inner join scoped_accounts on scoped_accounts.account_id = plan_states.account_id
    group by plan_states.counted_under_id

)

select
    counted.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    people.manager_name,
    cast(counted.eligible_accounts as bigint) as eligible_accounts,
    cast(counted.covered_accounts as bigint) as covered_accounts,
    cast(counted.covered_accounts as double) / nullif(cast(counted.eligible_accounts as double), 0) as coverage_share,
    cast(counted.no_reason_accounts as bigint) as no_reason_accounts,
    cast(counted.gap_accounts as bigint) as gap_accounts,
    cast(counted.gap_arr as decimal(18, 2)) as gap_arr
from counted
left join people on people.person_id = counted.person_id
where counted.no_reason_accounts > 0
order by
    counted.no_reason_accounts desc nulls last,
    counted.gap_arr desc nulls last,
    person_name nulls last,
    counted.person_id nulls last
