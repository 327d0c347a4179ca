-- Opportunity snapshots as exported, renamed and classified.
-- grain: one row per opportunity and snapshot day
-- key: opportunity_id, snapshot_on

select
    opportunity_id,
    snapshot_date as snapshot_on,
    nullif(trim(stage), '') as stage,
    nullif(trim(from_stage), '') as from_stage,
    case when forecast_category in ('pipeline', 'best_case', 'most_likely', 'commit', 'closed', 'omitted') then forecast_category else 'unclassified' end as forecast_category,
    amount,
    close_date as close_on,
    nullif(trim(changed_by), '') as changed_by,
    owner_id,
    is_closed,
    is_won,
    upper(nullif(trim(currency), '')) as currency,
    account_id,
    case when type in ('new', 'expansion', 'renewal') then type when type is not null then 'other' end as type,
    coalesce(is_deleted, false) as is_deleted,
    created_date as created_on,
    nullif(trim(next_step), '') as next_step,
    record_file
from exports.opportunity_snapshots
