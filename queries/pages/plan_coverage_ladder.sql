-- The plan-state ladder per AE: every eligible account on exactly one rung (1.1.2).
-- Those with the most accounts without cover come first. Inherited accounts, ramping reps and vacant territories stand in lanes of their own (C8, S34, C5).
-- grain: one row per person, lane and rung that has accounts
-- key: person_id, lane, state
-- parameters: team, owner, region, segment
-- $by: 'team' to count under the managers instead; null means per person
-- columns: person_name, lane, state_place, accounts
-- person_id: person the accounts count under, or their manager
-- state: none, draft, live, current, inspected, worked or covered by parent
-- eligible_accounts: accounts of the person and lane on all rungs

with

rungs as (

    select
        case
            when $by = 'team' and coalesce(reps.is_rep, true) then coalesce(reps.manager_id, plan_states.counted_under_id)
            else plan_states.counted_under_id
        end as person_id,
        plan_states.lane,
        plan_states.state,
        plan_states.state_place,
        plan_states.is_covered
    from plan_states
    inner join scoped_accounts on scoped_accounts.account_id = plan_states.account_id
    left join people as reps on reps.person_id = plan_states.counted_under_id

),

counted as (

    select person_id, lane, state, state_place, count(*) as accounts
    from rungs
    group by person_id, lane, state, state_place

),

lanes as (

    select person_id, lane, count(*) as eligible_accounts from rungs group by person_id, lane

),

persons as (

    select person_id, count(*) as eligible_accounts, count(*) filter (where is_covered) as covered_accounts
    from rungs
    group by person_id

)

select
    counted.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    counted.lane,
    counted.state,
    counted.state_place,
    cast(counted.accounts as bigint) as accounts,
    cast(lanes.eligible_accounts as bigint) as eligible_accounts
from counted
inner join lanes on lanes.person_id is not distinct from counted.person_id and lanes.lane = counted.lane
inner join persons on persons.person_id is not distinct from counted.person_id
left join people on people.person_id = counted.person_id
order by
    persons.eligible_accounts - persons.covered_accounts desc nulls last,
    cast(persons.covered_accounts as double) / nullif(cast(persons.eligible_accounts as double), 0) nulls last,
    person_name nulls last,
    counted.person_id nulls last,
    case counted.lane when 'own' then 0 when 'inherited' then 1 when 'ramping' then 2 else 3 end nulls last,
    counted.state_place nulls last
