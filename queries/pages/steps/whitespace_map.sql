-- Every place of the whitespace map of the accounts in view: what is recorded there, and what nobody recorded.
-- By stages, cells off the axis stand in a column Unmapped, so that the map adds up to the figures of the accounts.
-- By products, a product nobody recorded is ours where it was billed in the last year, else an open opportunity where
-- one is about it, else unknown.
-- grain: one row per account, buying centre, column of the map and recording
-- key: account_id, buying_centre_id, column_id, cell_id
-- parameters: shown, axis
-- columns: account_id, buying_centre_id, column_id, column_label, column_place, state
-- columns: potential
-- cell_id: the recorded cell; null where nobody recorded one
-- state_place: 1 to 7, the state that speaks first for several cells (S77)
-- is_known: true when the state is anything but unknown
-- recorded_state: before any opportunity was laid over; null where nobody recorded one
-- is_open_ground: potential, competitor or in-house: what whitespace value adds up (S74)
-- is_estimate_weak: the estimate is not confirmed, or older than cell_old_days
-- renewal_on: end of the vendor's contract
-- age_days: days since the last change

with

billed as (

    select distinct revenue.account_id, revenue.product_id
    from product_revenue as revenue
    cross join export_run
    where revenue.revenue > 0
        and date_diff('day', revenue.period_starts_on, export_run.as_of_on) between 0 and 365

),

sold as (

    select distinct account_id, product_id from open_opportunity_products where product_id is not null

),

shelf as (

    select
        products.product_id,
        coalesce(products.name, products.product_id) as label,
        row_number() over (
            order by stages.display_order nulls last, products.name nulls last, products.product_id nulls last
        ) as place
    from products
    left join lifecycle_stages as stages on stages.stage_id = products.stage_id
    where products.product_id is not null
        and (
            coalesce(products.is_active, true)
            or exists (select 1 from billed where billed.product_id = products.product_id)
        )

),

recorded as (

    select
        cells.*,
        case when stages.is_shown then cells.stage_id else 'unmapped' end as stage_column,
        case when stages.is_shown then stages.label else 'Unmapped' end as stage_column_label,
        case when stages.is_shown then stages.display_order else 9999 end as stage_column_place
    from whitespace_cells as cells
    left join lifecycle_stages as stages on stages.stage_id = cells.stage_id

),

places as (

    select
        account_id,
        buying_centre_id,
        stage_column as column_id,
        stage_column_label as column_label,
        stage_column_place as column_place,
        cell_id,
        state,
        recorded_state,
        potential,
        confidence,
        renewal_on,
        age_days
    from recorded
    where $axis is null
    union all
    select
        gaps.account_id,
        gaps.buying_centre_id,
        gaps.stage_id,
        stages.label,
        stages.display_order,
        null,
        gaps.state,
        null,
        null,
        null,
        null,
        null
    from whitespace_gaps as gaps
    inner join lifecycle_stages as stages on stages.stage_id = gaps.stage_id
    where $axis is null
    union all
    select
        recorded.account_id,
        recorded.buying_centre_id,
        recorded.product_id,
        coalesce(shelf.label, recorded.product_name),
        coalesce(shelf.place, 9999),
        recorded.cell_id,
        recorded.state,
        recorded.recorded_state,
        recorded.potential,
        recorded.confidence,
        recorded.renewal_on,
        recorded.age_days
    from recorded
    left join shelf on shelf.product_id = recorded.product_id
    where $axis = 'products' and recorded.product_id is not null
    union all
    select
        figures.account_id,
        null,
        shelf.product_id,
        shelf.label,
        shelf.place,
        null,
        case
            when billed.product_id is not null then 'ours'
            when sold.product_id is not null then 'open opportunity'
            else 'unknown'
        end,
        null,
        null,
        null,
        null,
        null
    from whitespace_figures as figures
    cross join shelf
    left join billed on billed.account_id = figures.account_id and billed.product_id = shelf.product_id
    left join sold on sold.account_id = figures.account_id and sold.product_id = shelf.product_id
    where $axis = 'products'
        and not exists (
            select 1
            from recorded
            where recorded.account_id = figures.account_id and recorded.product_id = shelf.product_id
        )

)

select
    places.account_id,
    places.buying_centre_id,
    places.column_id,
    places.column_label,
    cast(places.column_place as bigint) as column_place,
    places.cell_id,
    places.state,
    cast(
        case places.state
            when 'ours' then 1
            when 'open opportunity' then 2
            when 'competitor' then 3
            when 'in-house' then 4
            when 'potential' then 5
            when 'unknown' then 6
            else 7
        end as integer
    ) as state_place,
    places.state <> 'unknown' as is_known,
    places.recorded_state,
    places.state in ('potential', 'competitor', 'in-house') as is_open_ground,
    places.potential,
    places.potential is not null
    and (
        places.confidence is distinct from 'confirmed'
        or coalesce(places.age_days > thresholds.cell_old_days, true)
    ) as is_estimate_weak,
    places.renewal_on,
    places.age_days
from places
inner join whitespace_figures as figures on figures.account_id = places.account_id
cross join thresholds
