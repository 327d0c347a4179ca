-- Every recording of a whitespace cell, its stage and state put into our words, the newest first.
-- One cell may be spelled several ways over time; recordings that mean the same stage belong to the same cell.
-- grain: one row per cell and recording
-- key: cell_id, place
-- columns: account_id, buying_centre_id, stage_as_given, product_id, is_partial, vendor, satisfaction, likes
-- columns: dislikes, confidence, driver, desired_outcome, source, updated_on, updated_by
-- cell_id: account, buying centre, stage or its unmapped spelling, and product, joined
-- place: 1 for the recording in force: the newest that is not dated after the day of the data
-- stage_id: lifecycle stage; null where its spelling means none of the axis and no product gives it
-- as_of_on: day of the recording
-- recorded_state: ours, potential, competitor, in-house, not applicable or unknown, before any opportunity
-- previous_state: state of the recording before; null for the first
-- annual_spend: yearly spend with that vendor as exported
-- potential: yearly potential as exported
-- currency: currency of both
-- contract_renewal_on: end of the vendor's contract
-- opportunity_id: opportunity named in the cell

with

resolved as (

    select
        cells.*,
        coalesce(own.stage_id, through_product.stage_id) as resolved_stage_id,
        case
            when coalesce(own.stage_id, through_product.stage_id) is null
                then lower(trim(coalesce(cells.stage_id, products.stage_id, '')))
        end as unmapped_spelling,
        case
            when cells.state in ('owned', 'partial') then 'ours'
            when cells.state = 'none' then 'potential'
            when cells.state = 'competitor' then 'competitor'
            when cells.state in ('open_source', 'in_house') then 'in-house'
            when cells.state = 'not_applicable' then 'not applicable'
            else 'unknown'
        end as recorded_state,
        coalesce(cells.as_of_on > export_run.as_of_on, false) as is_ahead
    from stg_whitespace_cells as cells
    cross join export_run
    left join stg_products as products on products.product_id = cells.product_id
    left join lifecycle_stage_names as own on own.spelling = lower(trim(cells.stage_id))
    left join lifecycle_stage_names as through_product
        on through_product.spelling = lower(trim(products.stage_id))

),

named as (

    select
        *,
        coalesce(account_id, '') || ';' || coalesce(buying_centre_id, '') || ';'
            || coalesce(resolved_stage_id, 'unmapped ' || unmapped_spelling) || ';' || coalesce(product_id, '')
            as cell_id
    from resolved

)

select
    cell_id,
    cast(
        row_number() over newest_first
        + case when is_ahead then count(*) over of_cell else 0 end
        - sum(case when is_ahead then 1 else 0 end) over of_cell
        as bigint
    ) as place,
    account_id,
    buying_centre_id,
    resolved_stage_id as stage_id,
    case when resolved_stage_id is null then stage_id end as stage_as_given,
    product_id,
    as_of_on,
    recorded_state,
    coalesce(state = 'partial', false) as is_partial,
    lead(recorded_state) over newest_first as previous_state,
    vendor,
    annual_spend,
    potential,
    currency,
    contract_renewal_on,
    satisfaction,
    likes,
    dislikes,
    opportunity_id,
    confidence,
    driver,
    desired_outcome,
    source,
    updated_on,
    updated_by
from named
window
    of_cell as (partition by cell_id),
    newest_first as (
        partition by cell_id
        order by as_of_on desc nulls last, updated_on desc nulls last, stage_id nulls last
    )
