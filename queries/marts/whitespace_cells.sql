-- What each part of a customer uses today, for whom and for how much (S70): the newest recording of each cell, with
-- an open opportunity laid over it where there is one.
-- A named opportunity counts while it is open; without one, an open opportunity of the account about the cell's
-- product, or about a product of its stage, the one that closes first.
-- grain: one row per account, buying centre and stage or product
-- key: cell_id
-- columns: account_id, buying_centre_id, product_id, state, recorded_state, is_partial, vendor, is_unconverted
-- columns: likes, dislikes, driver, desired_outcome, satisfaction, confidence, source, updated_on, updated_by
-- cell_id: account, buying centre, stage or its unmapped spelling, and product, joined
-- buying_centre_name: its name; null for the whole account and where no export names it
-- stage_id: lifecycle stage; null where it is unmapped
-- stage_label: name of the stage, or Unmapped
-- stage_as_given: the spelling that means no stage of the axis; null for a mapped cell
-- display_order: place of the stage on the axis; null is unmapped
-- product_name: its name, or its id
-- is_known: true when the state is anything but unknown (S72)
-- opportunity_id: open opportunity that lies over the cell; null without one
-- spend: yearly spend with that vendor in the reporting currency; null without an amount or a rate
-- potential: yearly potential in the reporting currency; null without an amount or a rate
-- has_estimate: true when a potential was exported, converted or not
-- renewal_on: end of the vendor's contract
-- as_of_on: day of the recording
-- age_days: days since the last change, else since the recording; null when neither is dated
-- known_fields: of vendor, likes or dislikes, spend, renewal, state and desired outcome, those filled in (S71)
-- known_fields_asked: 6, or 5 without likes and dislikes while the account has a land plan (S80)

with

by_cell as (

    select
        records.cell_id,
        stages.opportunity_id,
        row_number() over (
            partition by records.cell_id order by stages.close_on nulls last, stages.opportunity_id nulls last
        ) as place
    from whitespace_records as records
    inner join open_opportunity_products as stages
        on stages.account_id = records.account_id
        and (
            (records.product_id is not null and stages.product_id = records.product_id)
            or (records.product_id is null and stages.stage_id = records.stage_id)
        )
    where records.place = 1

),

cells as (

    select
        records.*,
        case
            when records.recorded_state in ('potential', 'competitor', 'in-house', 'unknown')
                then coalesce(named.opportunity_id, by_cell.opportunity_id)
        end as open_opportunity_id,
        records.vendor is not null as has_vendor,
        records.likes is not null or records.dislikes is not null as has_likes,
        records.annual_spend is not null as has_spend,
        records.contract_renewal_on is not null as has_renewal,
        records.recorded_state <> 'unknown' as has_state,
        records.desired_outcome is not null as has_outcome,
        coalesce(plans.plan_type = 'land', false) as is_land
    from whitespace_records as records
    left join opportunities as named
        on named.opportunity_id = records.opportunity_id and not named.is_closed
    left join by_cell on by_cell.cell_id = records.cell_id and by_cell.place = 1
    left join accounts on accounts.account_id = records.account_id
    left join plans on plans.plan_id = accounts.plan_id
    where records.place = 1

)

select
    cells.cell_id,
    cells.account_id,
    cells.buying_centre_id,
    centres.name as buying_centre_name,
    cells.stage_id,
    coalesce(stages.label, 'Unmapped') as stage_label,
    cells.stage_as_given,
    stages.display_order,
    cells.product_id,
    coalesce(products.name, cells.product_id) as product_name,
    case when cells.open_opportunity_id is not null then 'open opportunity' else cells.recorded_state end as state,
    cells.recorded_state,
    cells.is_partial,
    cells.has_state or cells.open_opportunity_id is not null as is_known,
    cells.open_opportunity_id as opportunity_id,
    cells.vendor,
    cast(cells.annual_spend * rates.rate_to_reporting as decimal(18, 2)) as spend,
    cast(cells.potential * rates.rate_to_reporting as decimal(18, 2)) as potential,
    cells.potential is not null as has_estimate,
    (cells.annual_spend is not null or cells.potential is not null) and rates.currency is null as is_unconverted,
    cells.contract_renewal_on as renewal_on,
    cells.likes,
    cells.dislikes,
    cells.driver,
    cells.desired_outcome,
    cells.satisfaction,
    cells.confidence,
    cells.source,
    cells.as_of_on,
    cells.updated_on,
    cells.updated_by,
    date_diff('day', coalesce(cells.updated_on, cells.as_of_on), export_run.as_of_on) as age_days,
    cast(
        case when cells.has_vendor then 1 else 0 end
        + case when cells.has_likes and not cells.is_land then 1 else 0 end
        + case when cells.has_spend then 1 else 0 end
        + case when cells.has_renewal then 1 else 0 end
        + case when cells.has_state then 1 else 0 end
        + case when cells.has_outcome then 1 else 0 end
        as integer
    ) as known_fields,
    cast(case when cells.is_land then 5 else 6 end as integer) as known_fields_asked
from cells
cross join export_run
cross join thresholds
left join stg_buying_centres as centres on centres.buying_centre_id = cells.buying_centre_id
left join lifecycle_stages as stages on stages.stage_id = cells.stage_id
left join stg_products as products on products.product_id = cells.product_id
left join currency_rates as rates on rates.currency = coalesce(cells.currency, thresholds.reporting_currency)
order by cells.account_id nulls last, cells.cell_id
