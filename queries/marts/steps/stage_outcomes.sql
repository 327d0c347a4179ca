-- What the sales stages export says of each stage, over the pipelines that share its name.
-- grain: one row per stage
-- key: stage
-- columns: stage
-- stage_order: its place in the pipeline where it comes first; null without one
-- is_closed: true where every pipeline counts it as closed
-- is_won: true where every pipeline counts it as won

select
    stage,
    min(stage_order) as stage_order,
    min(case when is_closed then 1 else 0 end) = 1 as is_closed,
    min(case when is_won then 1 else 0 end) = 1 as is_won
from stg_sales_stages
group by stage
order by stage nulls last
