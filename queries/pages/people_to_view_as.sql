-- Everyone the viewer may look as: themselves and everyone below.
-- grain: one row per person
-- key: person_id
-- columns: person_id, person_name
-- role: AE, ASM, VP and so on; null is unknown
-- team_name: their team
-- landing: which landing page fits: top, manager, rep, team or other
-- levels_below: longest way down to a report
-- is_only_top: true for the single top of the whole tree

with

selling as (

    select distinct reports.manager_id as person_id
    from reports
    inner join people on people.person_id = reports.person_id and people.is_rep
    where reports.levels > 0

),

on_teams as (

    select distinct person_id from account_team where person_id is not null

)

select
    people.person_id,
    people.person_name,
    people.role,
    people.team_name,
    case
        when selling.person_id is not null and people.levels_below >= 2 then 'top'
        when selling.person_id is not null then 'manager'
        when people.is_rep then 'rep'
        when on_teams.person_id is not null then 'team'
        else 'other'
    end as landing,
    people.levels_below,
    people.is_only_top
from people
inner join reports on reports.person_id = people.person_id and reports.manager_id = people.person_id
left join selling on selling.person_id = people.person_id
left join on_teams on on_teams.person_id = people.person_id
where people.is_active
order by people.levels_below desc nulls last, people.person_name nulls last, people.person_id nulls last
