-- The order that a sales stage's own name gives: its leading number, as in "3-Technical Evaluation".
-- grain: one row per stage name that starts with a number
-- key: stage

select distinct
    trim(stage) as stage,
    cast(regexp_extract(trim(stage), '^(\d{1,2})\D', 1) as integer) as stage_order
from (
    select distinct stage from exports.opportunities
    union all
    select distinct stage from exports.opportunity_snapshots
    union all
    select distinct new_value from exports.field_history where table_name = 'opportunities' and field = 'stage'
)
where regexp_matches(trim(stage), '^\d{1,2}\D')
