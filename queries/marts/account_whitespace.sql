-- How well each account's whitespace is known and what it is worth (S72 to S74).
-- Cells nobody recorded count too, as unknown: every buying centre of the account by every stage shown, or the account
-- as a whole where it is mapped as a whole. A recording for the whole account answers its stage for every centre.
-- Where nobody maps by stage, only recorded cells count.
-- grain: one row per account
-- key: account_id
-- account_id: the account
-- applicable_cells: cells that are not recorded as not applicable; null without a whitespace export
-- not_mapped_cells: of these, cells nobody recorded
-- known_cells: of the applicable, cells in any state but unknown
-- ours_cells: of the applicable, cells that are ours, wholly or in part
-- whitespace_cells: cells in state potential, competitor or in-house: neither ours nor being sold
-- whitespace_value: their yearly potential in the reporting currency; null when none has an estimate
-- cells_with_estimate: of whitespace_cells, those with a potential that could be converted
-- unconverted_cells: of whitespace_cells, those with a potential but no rate for its currency
-- competitor_cells: cells whose recorded holder is a competitor, also under an open opportunity
-- competitor_cells_dated: of these, those with a renewal date, or an open action of the live plan to find it
-- moved_cells: cells whose state changed in the last two quarters; null when nothing records changes

with

exported as (

    select
        exists (select 1 from export_tables where table_name = 'whitespace_cells') as has_cells,
        exists (select 1 from whitespace_cells where stage_id is not null)
        or not exists (select 1 from whitespace_cells) as has_stages,
        exists (select 1 from stg_field_history where table_name = 'whitespace_cells')
        or exists (select 1 from whitespace_records where place > 1) as has_moves,
        (select count(*) from lifecycle_stages where is_shown) as stages

),

centres as (

    select account_id, buying_centre_id from stg_buying_centres where account_id is not null
    union
    select account_id, buying_centre_id
    from whitespace_cells
    where account_id is not null and buying_centre_id is not null

),

mapped_as_a_whole as (

    select account_id from whitespace_cells group by account_id having count(buying_centre_id) = 0

),

lines as (

    select centres.account_id, centres.buying_centre_id
    from centres
    where not exists (select 1 from mapped_as_a_whole as whole where whole.account_id = centres.account_id)
    union all
    select accounts.account_id, null
    from accounts
    where not exists (select 1 from centres where centres.account_id = accounts.account_id)
        or exists (select 1 from mapped_as_a_whole as whole where whole.account_id = accounts.account_id)

),

grids as (

    select account_id, count(*) as centres from lines group by account_id

),

answered as (

    select distinct lines.account_id, lines.buying_centre_id, cells.stage_id
    from lines
    inner join whitespace_cells as cells
        on cells.account_id = lines.account_id
        and (cells.buying_centre_id is null or cells.buying_centre_id = lines.buying_centre_id)
    inner join lifecycle_stages as stages on stages.stage_id = cells.stage_id and stages.is_shown

),

answers as (

    select account_id, count(*) as answered_cells from answered group by account_id

),

gaps as (

    select
        grids.account_id,
        case
            when exported.has_stages
                then grids.centres * exported.stages - coalesce(answers.answered_cells, 0)
            else 0
        end as not_mapped_cells
    from grids
    cross join exported
    left join answers on answers.account_id = grids.account_id

),

looked_for as (

    select distinct plans.account_id, lower(trim(actions.about_id)) as about, names.stage_id
    from stg_plan_actions as actions
    inner join plans on plans.plan_id = actions.plan_id and plans.is_live
    left join lifecycle_stage_names as names on names.spelling = lower(trim(actions.about_id))
    where actions.status = 'open' and actions.about_kind = 'whitespace'

),

looked_for_cells as (

    select distinct cells.cell_id
    from whitespace_cells as cells
    inner join looked_for
        on looked_for.account_id = cells.account_id
        and (
            looked_for.stage_id = cells.stage_id
            or looked_for.about = lower(cells.stage_as_given)
            or looked_for.about = lower(cells.product_id)
            or looked_for.about = lower(cells.product_name)
        )

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
    case when exported.has_cells then coalesce(counted.applicable_cells, 0) + gaps.not_mapped_cells end
        as applicable_cells,
    case when exported.has_cells then gaps.not_mapped_cells end as not_mapped_cells,
    case when exported.has_cells then coalesce(counted.known_cells, 0) end as known_cells,
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
inner join gaps on gaps.account_id = accounts.account_id
left join counted on counted.account_id = accounts.account_id
order by accounts.account_id
