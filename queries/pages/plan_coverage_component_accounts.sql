-- Every eligible account's level in each component, with what blocks the next one (1.1.1).
-- grain: one row per eligible account and component
-- key: account_id, component
-- parameters: team, owner, region, segment, person
-- $component: profile, relationship, whitespace or action plan; null means all
-- $level: level picked in a chart, -1 for accounts whose level is unknown; null means every level
-- columns: account_id, account_name, person_name, component, component_place, blocking_fact, missing_export, arr
-- columns: link
-- person_id: person it counts under
-- level: 0 to 4; null is unknown, for lack of the component's export
-- is_aged: true when the level rests on attributes recorded too long ago (S55)

select
    component_levels.account_id,
    scoped_accounts.account_name,
    component_levels.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    component_levels.component,
    component_levels.component_place,
    component_levels.level,
    component_levels.blocking_fact,
    component_levels.missing_export,
    component_levels.is_aged,
    scoped_accounts.arr,
    component_levels.link
from component_levels
inner join scoped_accounts on scoped_accounts.account_id = component_levels.account_id
left join people on people.person_id = component_levels.counted_under_id
where ($person is null or component_levels.counted_under_id = $person)
    and ($component is null or component_levels.component = $component)
    and ($level is null or coalesce(component_levels.level, -1) = $level)
order by
    person_name nulls last,
    scoped_accounts.account_name nulls last,
    component_levels.account_id nulls last,
    component_levels.component_place nulls last
