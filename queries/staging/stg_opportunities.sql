-- Opportunities as exported, renamed and classified.
-- grain: one row per opportunity that is not deleted
-- key: opportunity_id

select
    opportunity_id,
    nullif(trim(name), '') as name,
    account_id,
    owner_id,
    nullif(trim(stage), '') as stage,
    stage_order,
    nullif(trim(pipeline), '') as pipeline,
    allowed.opportunities_type(type) as type,
    amount,
    upper(nullif(trim(currency), '')) as currency,
    probability,
    coalesce(allowed.opportunities_forecast_category(forecast_category, otherwise := 'unclassified'), 'unclassified') as forecast_category,
    is_closed,
    is_won,
    close_date as close_on,
    closed_date as closed_on,
    created_date as created_on,
    last_activity_date as last_activity_on,
    nullif(trim(next_step), '') as next_step,
    next_step_date as next_step_on,
    nullif(trim(competitor), '') as competitor,
    nullif(trim(loss_reason), '') as loss_reason,
    coalesce(is_deleted, false) as is_deleted,
    allowed.opportunities_segment(segment) as segment,
    stage1_exited_on,
    product_ids,
    record_file,
    record_number,
    line_number
from exports.opportunities
where not coalesce(is_deleted, false)
