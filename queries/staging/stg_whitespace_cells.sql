-- Whitespace cells as exported, renamed and classified.
-- grain: one row per cell and day it was recorded
-- key: account_id, buying_centre_id, stage_id, product_id, as_of_on

select
    account_id,
    buying_centre_id,
    stage_id,
    as_of_date as as_of_on,
    nullif(trim(vendor), '') as vendor,
    allowed.whitespace_cells_state(state) as state,
    annual_spend,
    contract_renewal_date as contract_renewal_on,
    potential,
    upper(nullif(trim(currency), '')) as currency,
    allowed.whitespace_cells_satisfaction(satisfaction) as satisfaction,
    nullif(trim(likes), '') as likes,
    nullif(trim(dislikes), '') as dislikes,
    opportunity_id,
    allowed.whitespace_cells_confidence(confidence) as confidence,
    updated_date as updated_on,
    allowed.whitespace_cells_driver(driver) as driver,
    nullif(trim(desired_outcome), '') as desired_outcome,
    product_id,
    nullif(trim(source), '') as source,
    nullif(trim(updated_by), '') as updated_by
from exports.whitespace_cells
