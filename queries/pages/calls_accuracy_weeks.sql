-- How close the calls came, by week of quarter and category, over the ended quarters before the one looked at.
-- Misses are summed over submitters and quarters before they are divided, so that a large one weighs more.
-- grain: one row per week of quarter and category
-- key: week_of_quarter, category
-- $team: manager whose people are meant; null means everyone in view
-- $owner: one person; null means everyone
-- $quarter: label of a fiscal quarter; null means that of the data's day
-- $level: manager or rep; null means both
-- week_of_quarter: counted from 1
-- category: commit or best_case
-- calls: calls with an actual
-- called_amount: their sum
-- actual_amount: what was won in their quarters
-- missed_amount: sum of the distances between call and actual, whichever way
-- difference_amount: called less actual
-- accuracy_share: 1 less missed_amount / actual_amount, below 0 when the misses outgrow it; null when nothing was won
-- bias_share: difference_amount / actual_amount, positive is over-called; null when nothing was won
-- undefined_calls: of the calls, those whose own quarter won nothing

select
    week_of_quarter,
    category,
    count(*) as calls,
    sum(amount) as called_amount,
    sum(actual_amount) as actual_amount,
    sum(abs(difference)) as missed_amount,
    sum(difference) as difference_amount,
    1 - cast(sum(abs(difference)) as double) / nullif(case when sum(actual_amount) > 0 then sum(actual_amount) end, 0)
        as accuracy_share,
    cast(sum(difference) as double) / nullif(case when sum(actual_amount) > 0 then sum(actual_amount) end, 0)
        as bias_share,
    count(case when actual_amount > 0 then null else 1 end) as undefined_calls
from calls_past
where category in ('commit', 'best_case')
group by week_of_quarter, category
order by category desc nulls last, week_of_quarter nulls last
