-- Whose quarterly review the viewer may prepare: their own, and that of everyone below who leads or sells.
-- grain: one row per person
-- key: person_id
-- columns: person_id
-- person_name: full name
-- is_team: true when people report to them, so that the pack is of a team
-- is_only_top: true for the single top of the reporting tree
-- place: order, from the top of the tree down

with

sellers as (

    select distinct reports.manager_id as person_id
    from reports
    inner join people on people.person_id = reports.person_id
    where people.is_rep

)

select
    people.person_id,
    people.person_name,
    people.is_manager as is_team,
    people.is_only_top,
    cast(row_number() over (
        order by people.levels_below desc nulls last, people.person_name nulls last, people.person_id nulls last
    ) as bigint) as place
from people
inner join sellers on sellers.person_id = people.person_id
inner join led_people on led_people.person_id = people.person_id
order by place nulls last
