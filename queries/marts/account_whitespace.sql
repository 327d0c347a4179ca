-- How well each account's whitespace is known and what it is worth (S72 to S74).
-- Cells nobody recorded count too: as unknown, or as known where an open opportunity lies over them.
-- grain: one row per account
-- key: account_id
-- columns: account_id, not_mapped_cells, whitespace_value
-- applicable_cells: cells that are not recorded as not applicable; null without a whitespace export
-- known_cells: of the applicable, cells in any state but unknown, an open opportunity over a place nobody recorded included
-- ours_cells: of the applicable, cells that are ours, wholly or in part
-- whitespace_cells: cells in state potential, competitor or in-house: neither ours nor being sold
-- cells_with_estimate: of whitespace_cells, those with a potential that could be converted
-- unconverted_cells: of whitespace_cells, those with a potential but no rate for its currency
-- competitor_cells: cells whose recorded holder is a competitor, also under an open opportunity
-- competitor_cells_dated: of these, those with a renewal date, or an open action of the live plan to find it
-- moved_cells: cells whose state changed in the last two quarters; null when nothing records changes

with

exported as (

    select
        (select has_whitespace_cells from exported) as has_cells,
        exists (select 1 from stg_field_history where table_name = 'whitespace_cells')
        or exists (select 1 from whitespace_records where place > 1) as has_moves

),

gaps as (

    select
        account_id,
        count(*) as not_mapped_cells,
        count(*) filter (where state <> 'unknown') as known_cells
    from whitespace_gaps
    group by account_id

),

looked_for_cells as (

    select distinct cell_id from whitespace_actions

),

moves as (

    select cell_id, as_of_on as moved_on
    from whitespace_records
    where previous_state is distinct from recorded_state and previous_state is not null
    union all
    select cells.cell_id, cast(moves.moved_at as date)
    from stg_whitespace_moves as moves
    left join lifecycle_stage_names as names on names.spelling = lower(trim(moves.stage_id))
    inner join whitespace_cells as cells
        on cells.account_id = moves.account_id
        and cells.buying_centre_id is not distinct from moves.buying_centre_id
        and cells.product_id is not distinct from moves.product_id
        and (cells.product_id is not null or cells.stage_id = names.stage_id or cells.stage_as_given = moves.stage_id)

),

moved as (

    select distinct moves.cell_id
    from moves
    cross join export_run
    cross join thresholds
    where date_diff('day', moves.moved_on, export_run.as_of_on) between 0 and 2 * thresholds.moved_days

),

counted as (

    select
        cells.account_id,
        count(*) filter (where cells.state <> 'not applicable') as applicable_cells,
        count(*) filter (where cells.state <> 'not applicable' and cells.is_known) as known_cells,
        count(*) filter (where cells.state = 'ours') as ours_cells,
        count(*) filter (where cells.state in ('potential', 'competitor', 'in-house')) as whitespace_cells,
        sum(cells.potential) filter (where cells.state in ('potential', 'competitor', 'in-house'))
            as whitespace_value,
        count(cells.potential) filter (where cells.state in ('potential', 'competitor', 'in-house'))
            as cells_with_estimate,
        count(*) filter (
            where cells.state in ('potential', 'competitor', 'in-house') and cells.has_estimate and cells.potential is null
        ) as unconverted_cells,
        count(*) filter (where cells.recorded_state = 'competitor') as competitor_cells,
        count(*) filter (
            where cells.recorded_state = 'competitor'
                and (cells.renewal_on is not null or looked_for_cells.cell_id is not null)
        ) as competitor_cells_dated,
        count(moved.cell_id) as moved_cells
    from whitespace_cells as cells
    left join moved on moved.cell_id = cells.cell_id
    left join looked_for_cells on looked_for_cells.cell_id = cells.cell_id
    group by cells.account_id

)

select
    accounts.account_id,
    case when exported.has_cells then coalesce(counted.applicable_cells, 0) + coalesce(gaps.not_mapped_cells, 0) end
        as applicable_cells,
    case when exported.has_cells then coalesce(gaps.not_mapped_cells, 0) end as not_mapped_cells,
    case when exported.has_cells then coalesce(counted.known_cells, 0) + coalesce(gaps.known_cells, 0) end
        as known_cells,
    case when exported.has_cells then coalesce(counted.ours_cells, 0) end as ours_cells,
    case when exported.has_cells then coalesce(counted.whitespace_cells, 0) end as whitespace_cells,
    cast(counted.whitespace_value as decimal(18, 2)) as whitespace_value,
    case when exported.has_cells then coalesce(counted.cells_with_estimate, 0) end as cells_with_estimate,
    case when exported.has_cells then coalesce(counted.unconverted_cells, 0) end as unconverted_cells,
    case when exported.has_cells then coalesce(counted.competitor_cells, 0) end as competitor_cells,
    case when exported.has_cells then coalesce(counted.competitor_cells_dated, 0) end as competitor_cells_dated,
    case when exported.has_cells and exported.has_moves then coalesce(counted.moved_cells, 0) end as moved_cells
from accounts
cross join exported
left join gaps on gaps.account_id = accounts.account_id
left join counted on counted.account_id = accounts.account_id
order by accounts.account_id
