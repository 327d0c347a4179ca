-- Everything recorded about an account's whitespace, the weightiest open cell first (S70, S71).
-- grain: one row per cell
-- key: cell_id
-- parameters: account
-- columns: account_id, cell_id, vendor, potential, likes, dislikes, desired_outcome, source
-- buying_centre_name: part of the customer; Whole account where none is named
-- stage_label: lifecycle stage, or the spelling that means none
-- product_name: product, where the map is by product
-- cell_state: ours, open opportunity, potential, competitor, in-house, not applicable or unknown
-- spend: yearly spend with that vendor in the reporting currency
-- renewal_on: end of the vendor's contract
-- opportunity_name: open opportunity over the cell
-- known_fields: of the fields asked, those filled in (S71)
-- known_fields_asked: fields asked
-- age_days: days since the last change, else since the recording

select
    cells.account_id,
    cells.cell_id,
    case when cells.buying_centre_id is null then 'Whole account' else coalesce(cells.buying_centre_name, 'unnamed centre') end
        as buying_centre_name,
    coalesce(cells.stage_as_given, cells.stage_label) as stage_label,
    cells.product_name,
    cells.state as cell_state,
    cells.vendor,
    cells.spend,
    cells.potential,
    cells.renewal_on,
    cells.likes,
    cells.dislikes,
    cells.desired_outcome,
    opportunities.opportunity_name,
    cells.known_fields,
    cells.known_fields_asked,
    cells.source,
    cells.age_days
from whitespace_cells as cells
left join opportunities on opportunities.opportunity_id = cells.opportunity_id
where $account is null or cells.account_id = $account
order by
    cells.account_id nulls last,
    cells.potential desc nulls last,
    buying_centre_name nulls last,
    cells.display_order nulls last,
    cells.cell_id nulls last
