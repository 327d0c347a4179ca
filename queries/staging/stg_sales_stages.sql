-- Sales stages as exported, renamed and classified.
-- grain: one row per pipeline and sales stage
-- key: pipeline, stage

select
    nullif(trim(pipeline), '') as pipeline,
    nullif(trim(stage), '') as stage,
    nullif(trim(label), '') as label,
    stage_order,
    is_closed,
    is_won,
    is_disqualified,
    coalesce(allowed.sales_stages_forecast_category(forecast_category, otherwise := 'unclassified'), 'unclassified') as forecast_category,
    probability
from exports.sales_stages
