-- The whitespace map rolled up: per person, or per team, and column, numerators and denominators summed (C6).
-- grain: one row per person or team and column of the map
-- key: person_id, column_id
-- parameters: team, owner, region, segment, shown, sort, from_place, to_place, axis
-- $by: 'team' for teams; null means per person
-- columns: person_name, column_id, column_label, column_place, applicable_cells, known_cells, penetration_share
-- columns: known_share, whitespace_cells, cells_with_estimate
-- person_id: the person, or the manager of the team
-- is_person: every account of the row counts under that one person
-- mapped_accounts: accounts in it
-- ours_cells: of these, cells that are ours
-- whitespace_value: their yearly potential; null without an estimate (S74)
-- penetration_scale: penetration_share / the largest of the cells shown, 0 to 1: how strongly it is coloured
-- value_scale: whitespace_value / the largest of the cells shown, 0 to 1; null without an estimate
-- row_ours_cells: ours_cells of the person over all columns
-- row_applicable_cells: applicable_cells of the person over all columns

with

grouped as (

    select
        case when $by = 'team' then team_id else person_id end as person_id,
        column_id,
        column_label,
        column_place,
        count(distinct account_id) as mapped_accounts,
        count(distinct person_id) as column_persons,
        min(person_id) as column_person_id,
        count(*) filter (where state <> 'not applicable') as applicable_cells,
        count(*) filter (where state <> 'not applicable' and is_known) as known_cells,
        count(*) filter (where state = 'ours') as ours_cells,
        count(*) filter (where is_open_ground) as whitespace_cells,
        sum(potential) filter (where is_open_ground) as whitespace_value,
        count(potential) filter (where is_open_ground) as cells_with_estimate
    from whitespace_places
    group by case when $by = 'team' then team_id else person_id end, column_id, column_label, column_place

),

summed as (

    select
        *,
        cast(ours_cells as double) / nullif(cast(applicable_cells as double), 0) as penetration_share,
        max(whitespace_value) over (partition by 1) as largest_value,
        max(column_persons) over (partition by person_id) as persons,
        min(column_person_id) over (partition by person_id) as a_person_id,
        sum(ours_cells) over (partition by person_id) as row_ours_cells,
        sum(applicable_cells) over (partition by person_id) as row_applicable_cells
    from grouped

)

select
    summed.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    summed.persons = 1 and summed.a_person_id is not distinct from summed.person_id as is_person,
    summed.column_id,
    summed.column_label,
    summed.column_place,
    cast(summed.mapped_accounts as bigint) as mapped_accounts,
    cast(summed.applicable_cells as bigint) as applicable_cells,
    cast(summed.known_cells as bigint) as known_cells,
    cast(summed.ours_cells as bigint) as ours_cells,
    summed.penetration_share,
    cast(summed.known_cells as double) / nullif(cast(summed.applicable_cells as double), 0) as known_share,
    cast(summed.whitespace_cells as bigint) as whitespace_cells,
    cast(summed.whitespace_value as decimal(18, 2)) as whitespace_value,
    cast(summed.cells_with_estimate as bigint) as cells_with_estimate,
    cast(summed.penetration_share as double) / nullif(max(summed.penetration_share) over (partition by 1), 0) as penetration_scale,
    cast(summed.whitespace_value as double) / nullif(cast(summed.largest_value as double), 0) as value_scale,
    cast(summed.row_ours_cells as bigint) as row_ours_cells,
    cast(summed.row_applicable_cells as bigint) as row_applicable_cells
from summed
left join people on people.person_id = summed.person_id
order by
    cast(summed.row_ours_cells as double) / nullif(cast(summed.row_applicable_cells as double), 0) desc nulls last,
    person_name nulls last,
    summed.person_id nulls last,
    summed.column_place nulls last,
    summed.column_id nulls last
