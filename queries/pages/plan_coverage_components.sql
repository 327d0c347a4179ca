-- The four component ladders per AE: how many accounts stand on each level (1.1.1).
-- A team shows how its levels are spread, never a mean.
-- grain: one row per person, component and level that has accounts
-- key: person_id, component, level
-- parameters: team, owner, region, segment
-- columns: person_name, component, component_place, accounts
-- person_id: person the accounts count under
-- level: 0 to 4; null is unknown, for lack of the component's export
-- unknown_accounts: of these, accounts whose next level cannot be judged for lack of an export
-- eligible_accounts: accounts of the person on all levels
-- level_share: accounts / eligible_accounts, 0 to 1

with

rated as (

    select
        component_levels.counted_under_id as person_id,
        component_levels.component,
        component_levels.component_place,
        component_levels.level,
        component_levels.is_level_unknown
    from component_levels
    inner join scoped_accounts on scoped_accounts.account_id = component_levels.account_id

),

counted as (

    select
        person_id,
        component,
        component_place,
        level,
        count(*) as accounts,
        count(*) filter (where is_level_unknown) as unknown_accounts
    from rated
    group by person_id, component, component_place, level

),

persons as (

    select person_id, component, count(*) as eligible_accounts from rated group by person_id, component

)

select
    counted.person_id,
    coalesce(people.person_name, 'Nobody named') as person_name,
    counted.component,
    counted.component_place,
    counted.level,
    cast(counted.accounts as bigint) as accounts,
    cast(counted.unknown_accounts as bigint) as unknown_accounts,
    cast(persons.eligible_accounts as bigint) as eligible_accounts,
    cast(counted.accounts as double) / nullif(cast(persons.eligible_accounts as double), 0) as level_share
from counted
inner join persons
    on persons.person_id is not distinct from counted.person_id and persons.component = counted.component
left join people on people.person_id = counted.person_id
order by
    person_name nulls last,
    counted.person_id nulls last,
    counted.component_place nulls last,
    counted.level nulls last
