-- The whitespace map: one cell per account and column, rolled up over buying centres by precedence (S77).
-- ours goes before open opportunity, competitor, in-house, potential, unknown and not applicable; a cell whose centres
-- differ is mixed and says for how many of them its state holds. States are never averaged.
-- grain: one row per account and column of the map
-- key: account_id, column_id
-- parameters: team, owner, region, segment, shown, sort, from_place, to_place, axis
-- columns: account_id, account_name, account_place, column_id, column_label, column_place, next_renewal_on
-- state: the state that speaks for the cell
-- state_cells: buying centres in that state
-- cells: buying centres the cell stands for
-- view_cells: buying centres in that state over the whole picture, each counted once per column
-- is_mixed: true when not all of them are in that state
-- open_cells: of cells, those in state potential, competitor or in-house
-- whitespace_value: their yearly potential; null without an estimate (S74)
-- cells_with_estimate: of open_cells, those with an estimate
-- is_estimate_weak: an estimate in it is not confirmed, or older than cell_old_days
-- value_band: highest, high, low or lowest quarter of the estimated cells in view, no estimate, or not whitespace
-- age_days: days since the oldest of its recordings changed; null when none is dated
-- age_band: fresh, ageing, old, undated or not mapped

with

rolled_up as (

    select
        places.account_id,
        places.account_name,
        places.account_place,
        places.column_id,
        places.column_label,
        places.column_place,
        min(places.state_place) as state_place,
        count(*) as cells,
        count(places.cell_id) as recorded_cells,
        count(*) filter (where places.is_open_ground) as open_cells,
        sum(places.potential) filter (where places.is_open_ground) as whitespace_value,
        count(places.potential) filter (where places.is_open_ground) as cells_with_estimate,
        count(*) filter (where places.is_open_ground and places.is_estimate_weak) as weak_estimates,
        max(places.age_days) as age_days,
        min(places.renewal_on) filter (
            where places.recorded_state = 'competitor' and places.renewal_on >= export_run.as_of_on
        ) as next_renewal_on
    from whitespace_places as places
    cross join export_run
    group by
        places.account_id,
        places.account_name,
        places.account_place,
        places.column_id,
        places.column_label,
        places.column_place

),

spoken as (

    select places.account_id, places.column_id, places.state_place, min(places.state) as state, count(*) as state_cells
    from whitespace_places as places
    group by places.account_id, places.column_id, places.state_place

),

in_view as (

    select places.state, count(*) as view_cells from whitespace_places as places group by places.state

),

banded as (

    select
        account_id,
        column_id,
        ntile(4) over (order by whitespace_value desc nulls last, account_id nulls last, column_id nulls last)
            as quarter
    from rolled_up
    where whitespace_value is not null

)

select
    rolled_up.account_id,
    rolled_up.account_name,
    rolled_up.account_place,
    rolled_up.column_id,
    rolled_up.column_label,
    rolled_up.column_place,
    spoken.state,
    cast(spoken.state_cells as bigint) as state_cells,
    cast(rolled_up.cells as bigint) as cells,
    cast(in_view.view_cells as bigint) as view_cells,
    spoken.state_cells < rolled_up.cells as is_mixed,
    cast(rolled_up.open_cells as bigint) as open_cells,
    cast(rolled_up.whitespace_value as decimal(18, 2)) as whitespace_value,
    cast(rolled_up.cells_with_estimate as bigint) as cells_with_estimate,
    rolled_up.weak_estimates > 0 as is_estimate_weak,
    case
        when rolled_up.open_cells = 0 then 'not whitespace'
        when banded.quarter = 1 then 'highest quarter'
        when banded.quarter = 2 then 'high quarter'
        when banded.quarter = 3 then 'low quarter'
        when banded.quarter = 4 then 'lowest quarter'
        else 'no estimate'
    end as value_band,
    cast(rolled_up.age_days as bigint) as age_days,
    case
        when rolled_up.recorded_cells = 0 then 'not mapped'
        when rolled_up.age_days is null then 'undated'
        when rolled_up.age_days > thresholds.cell_old_days then 'old'
        when rolled_up.age_days > thresholds.cell_ageing_days then 'ageing'
        else 'fresh'
    end as age_band,
    rolled_up.next_renewal_on
from rolled_up
cross join thresholds
inner join spoken
    on spoken.account_id = rolled_up.account_id
    and spoken.column_id = rolled_up.column_id
    and spoken.state_place = rolled_up.state_place
inner join in_view on in_view.state = spoken.state
left join banded on banded.account_id = rolled_up.account_id and banded.column_id = rolled_up.column_id
order by
    rolled_up.account_place nulls last,
    rolled_up.column_place nulls last,
    rolled_up.account_id nulls last,
    rolled_up.column_id nulls last
