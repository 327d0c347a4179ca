-- The forecast categories a bar is stacked of, from the surest up, and what stands beside it (2.2).
-- grain: one row per category
-- key: category
-- category: closed, commit, most_likely, best_case, pipeline, unclassified, or what is in no bar
-- label: as shown
-- place: order in the bar and the table
-- is_open: true for open deals that count as pipeline
-- is_always_shown: true where a row of nothing is shown too

select 'closed' as category, 'Closed' as label, 1 as place, false as is_open, true as is_always_shown
union all
select 'commit', 'Commit', 2, true, true
union all
select 'most_likely', 'Most Likely', 3, true, false
union all
select 'best_case', 'Best Case', 4, true, true
union all
select 'pipeline', 'Pipeline', 5, true, true
union all
select 'unclassified', 'Unclassified', 6, true, true
union all
select 'still open', 'Closed, yet still open', 7, true, false
union all
select 'won later', 'Won, close date to come', 8, false, false
union all
select 'omitted', 'Omitted', 9, false, true
union all
select 'early', 'Before discovery', 10, false, false
