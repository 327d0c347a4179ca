-- Whitespace cells as exported, renamed and classified.
-- grain: one row per cell and day it was recorded
-- key: account_id, buying_centre_id, stage_id, product_id, as_of_on

select
    account_id,
    buying_centre_id,
    stage_id,
    as_of_date as as_of_on,
    nullif(trim(vendor), '') as vendor,
    case when state in ('owned', 'partial', 'competitor', 'open_source', 'in_house', 'none', 'not_applicable', 'unknown') then state when state is not null then 'other' end as state,
    annual_spend,
    contract_renewal_date as contract_renewal_on,
    potential,
    upper(nullif(trim(currency), '')) as currency,
    case when satisfaction in ('good', 'neutral', 'poor') then satisfaction when satisfaction is not null then 'other' end as satisfaction,
    nullif(trim(likes), '') as likes,
    nullif(trim(dislikes), '') as dislikes,
    opportunity_id,
    case when confidence in ('confirmed', 'estimated') then confidence when confidence is not null then 'other' end as confidence,
    updated_date as updated_on,
    case when driver in ('accelerate', 'reduce_cost', 'mitigate_risk', 'other') then driver when driver is not null then 'other' end as driver,
    nullif(trim(desired_outcome), '') as desired_outcome,
    product_id,
    nullif(trim(source), '') as source,
    nullif(trim(updated_by), '') as updated_by
from exports.whitespace_cells
