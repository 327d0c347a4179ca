-- Opportunity snapshots as exported, renamed and classified.
-- grain: one row per opportunity and snapshot day
-- key: opportunity_id, snapshot_on

select
    opportunity_id,
    snapshot_date as snapshot_on,
    nullif(trim(stage), '') as stage,
    nullif(trim(from_stage), '') as from_stage,
    coalesce(allowed.opportunity_snapshots_forecast_category(forecast_category, otherwise := 'unclassified'), 'unclassified') as forecast_category,
    amount,
    close_date as close_on,
    nullif(trim(changed_by), '') as changed_by,
    owner_id,
    is_closed,
    is_won,
    upper(nullif(trim(currency), '')) as currency,
    account_id,
    allowed.opportunity_snapshots_type(type) as type,
    coalesce(is_deleted, false) as is_deleted,
    created_date as created_on,
    nullif(trim(next_step), '') as next_step,
    record_file
from exports.opportunity_snapshots
