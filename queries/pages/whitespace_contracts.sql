-- Competitors' contracts: every cell whose recorded holder is a competitor, by when that contract ends (S75).
-- Also where an open opportunity lies over the cell.
-- grain: one row per cell
-- key: cell_id
-- parameters: team, owner, region, segment, shown, sort
-- columns: cell_id, account_id, account_name, buying_centre_name, product_name, updated_on, stage_id
-- person_name: person it counts under
-- stage_label: lifecycle stage
-- vendor: the competitor as written
-- spend: yearly spend with them in the reporting currency; null is unknown
-- renewal_on: end of the contract; null is unknown
-- renewal_days: days from the day of the data; negative once passed
-- renewal_window: date passed, 6 months, 12 months, 18 months, later or no date
-- month_on: first day of the month it ends in; null unless it ends after the day of the data, within 18 months to the day
-- opportunity_name: open opportunity over the cell

with

dated as (

    select
        cells.*,
        accounts.account_name,
        accounts.person_name,
        date_diff('day', export_run.as_of_on, cells.renewal_on) as renewal_days,
        cells.renewal_on > export_run.as_of_on
        and cells.renewal_on <= cast(export_run.as_of_on + interval 18 month as date) as is_in_calendar
    from whitespace_cells as cells
    inner join whitespace_accounts as accounts on accounts.account_id = cells.account_id
    cross join export_run
    where cells.recorded_state = 'competitor'

)

select
    dated.cell_id,
    dated.account_id,
    dated.account_name,
    dated.person_name,
    dated.buying_centre_name,
    dated.stage_label,
    dated.product_name,
    coalesce(dated.vendor, 'not named') as vendor,
    dated.spend,
    dated.renewal_on,
    cast(dated.renewal_days as bigint) as renewal_days,
    case
        when dated.renewal_on is null then 'no date'
        when dated.renewal_days < 0 then 'date passed'
        when dated.renewal_days <= thresholds.displacement_days then '6 months'
        when dated.renewal_days <= thresholds.renewal_days then '12 months'
        when dated.is_in_calendar then '18 months'
        else 'later'
    end as renewal_window,
    case when dated.is_in_calendar then cast(date_trunc('month', dated.renewal_on) as date) end as month_on,
    opportunities.opportunity_name,
    dated.updated_on,
    dated.stage_id
from dated
cross join thresholds
left join opportunities on opportunities.opportunity_id = dated.opportunity_id
order by
    case when dated.renewal_days >= 0 then 0 when dated.renewal_days < 0 then 1 else 2 end nulls last,
    dated.renewal_on nulls last,
    dated.spend desc nulls last,
    dated.cell_id nulls last
