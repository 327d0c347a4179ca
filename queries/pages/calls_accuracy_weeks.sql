-- How close the calls came, by week of quarter and category, over the ended quarters before the one looked at.
-- Misses are summed over submitters and quarters before they are divided, so that a large one weighs more.
-- grain: one row per week of quarter and category
-- key: week_of_quarter, category
-- parameters: owner, quarter, level
-- $team: manager whose people are meant; null means everyone in view
-- columns: week_of_quarter, calls, called_amount, actual_amount, missed_amount, difference_amount, accuracy_share
-- columns: bias_share, undefined_calls
-- category: commit or best_case

select
    week_of_quarter,
    category,
    count(*) as calls,
    sum(amount) filter (where is_defined) as called_amount,
    sum(actual_amount) filter (where is_defined) as actual_amount,
    sum(abs(difference)) filter (where is_defined) as missed_amount,
    coalesce(sum(difference) filter (where is_defined), sum(difference)) as difference_amount,
    1 - cast(sum(abs(difference)) filter (where is_defined) as double)
    / nullif(sum(actual_amount) filter (where is_defined), 0) as accuracy_share,
    cast(sum(difference) filter (where is_defined) as double) / nullif(sum(actual_amount) filter (where is_defined), 0)
        as bias_share,
    count(*) filter (where not is_defined) as undefined_calls
from calls_past
where category in ('commit', 'best_case')
group by week_of_quarter, category
order by category desc nulls last, week_of_quarter nulls last
