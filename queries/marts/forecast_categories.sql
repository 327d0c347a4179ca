-- The forecast categories a bar is stacked of, from the surest up, and what stands beside it (2.2).
-- grain: one row per category
-- key: category
-- category: closed, commit, most_likely, best_case, pipeline, unclassified, or what is in no bar
-- label: as shown
-- place: order in the bar and the table
-- is_open: true for open deals that count as pipeline

with

categories as (

    select 'closed' as category, 'Closed' as label, 1 as place, false as is_open
    union all
    select 'commit', 'Commit', 2, true
    union all
    select 'most_likely', 'Most Likely', 3, true
    union all
    select 'best_case', 'Best Case', 4, true
    union all
    select 'pipeline', 'Pipeline', 5, true
    union all
    select 'unclassified', 'Unclassified', 6, true
    union all
    select 'still open', 'Closed, yet still open', 7, true
    union all
    select 'won later', 'Won, close date to come', 8, false
    union all
    select 'omitted', 'Omitted', 9, false
    union all
    select 'early', 'Before stage {first}', 10, false

)

select
    categories.category,
    replace(categories.label, '{first}', cast(thresholds.pipeline_min_stage as varchar)) as label,
    categories.place,
    categories.is_open
from categories
cross join thresholds
