-- Per AE and part of the plan: how many accounts have got somewhere, level 2 or higher (1.1.1).
-- grain: one row per person and component
-- key: person_id, component
-- parameters: team, owner, region, segment
-- columns: person_name, component, component_place
-- person_id: person the accounts count under
-- reached_accounts: accounts at level 2 or higher
-- known_accounts: accounts whose level is known
-- eligible_accounts: accounts of the person on all levels
-- reached_share: reached_accounts / known_accounts, 0 to 1; null when no level is known

with

counted as (

    select
        component_levels.counted_under_id as person_id,
        component_levels.component,
        component_levels.component_place,
        count(*) filter (where component_levels.level >= 2) as reached_accounts,
        count(component_levels.level) as known_accounts,
        count(*) as eligible_accounts
    from component_levels
    inner join scoped_accounts on scoped_accounts.account_id = component_levels.account_id
    group by component_levels.counted_under_id, component_levels.component, component_levels.component_place

)

select
    counted.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    counted.component,
    counted.component_place,
    cast(counted.reached_accounts as bigint) as reached_accounts,
    cast(counted.known_accounts as bigint) as known_accounts,
    cast(counted.eligible_accounts as bigint) as eligible_accounts,
    cast(counted.reached_accounts as double) / nullif(cast(counted.known_accounts as double), 0) as reached_share
from counted
left join people on people.person_id = counted.person_id
order by person_name nulls last, counted.person_id nulls last, counted.component_place nulls last
