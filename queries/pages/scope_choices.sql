-- Everything the filters can be set to, within what the viewer may see.
-- grain: one row per filter and choice
-- key: filter, value
-- filter: team, owner, region, segment or quarter
-- value: what is bound: a person id, a region, a segment, or the quarter's label
-- label: what is shown
-- place: order within the filter
-- team: for owners and teams, the manager they report to; null elsewhere
-- team_name: for teams, what the team of that manager is called; null where it has no name, and elsewhere

with

shown as (

    select distinct counted_under_id from accounts where counted_under_id is not null

),

teams as (

    select people.person_id, people.person_name, people.manager_id, people.levels_below, people.team_name
    from people
    where
        people.levels_below >= 1
        and exists (
            select 1
            from reports
            inner join shown on shown.counted_under_id = reports.person_id
            where reports.manager_id = people.person_id
        )

),

quarters as (

    select calendar.quarter_label, min(calendar.day_on) as starts_on
    from calendar
    cross join export_run
    where
        calendar.day_on > export_run.as_of_on - 730
        and calendar.day_on <= export_run.quarter_ends_on + 275
    group by calendar.quarter_label

),

choices as (

    select 'team' as filter, person_id as value, person_name as label, -levels_below as place, manager_id as team, team_name
    from teams
    union all
    select 'owner', people.person_id, people.person_name, 0, people.manager_id, null
    from people inner join shown on shown.counted_under_id = people.person_id
    union all
    select distinct 'region', region, region, 0, null, null from accounts where region is not null
    union all
    select distinct 'segment', segment, segment, 0, null, null from accounts where segment is not null
    union all
    select 'quarter', quarter_label, quarter_label, -date_diff('day', cast('1990-01-01' as date), starts_on), null, null
    from quarters

)

select filter, value, label, cast(place as bigint) as place, team, team_name
from choices
order by filter nulls last, place nulls last, label nulls last, value nulls last
