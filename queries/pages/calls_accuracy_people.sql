-- How close each submitter's Commit came, over the ended quarters before the one looked at, all weeks together.
-- Beside it the lean of their calls early, in the middle and late in the quarter.
-- grain: one row per submitter
-- key: person_id
-- parameters: owner, quarter, level
-- $team: manager whose people are meant; null means everyone in view
-- columns: person_name, calls, called_amount, actual_amount, missed_amount, difference_amount, accuracy_share
-- columns: bias_share, undefined_calls
-- person_id: the submitter
-- bias_points: bias_share in points
-- bias_month1_points: bias in points of the calls of weeks 1 to 4
-- bias_month2_points: bias in points of the calls of weeks 5 to 8
-- bias_month3_points: bias in points of the calls from week 9 on

select
    person_id,
    max(person_name) as person_name,
    count(*) as calls,
    sum(amount) filter (where is_defined) as called_amount,
    sum(actual_amount) filter (where is_defined) as actual_amount,
    sum(abs(difference)) filter (where is_defined) as missed_amount,
    coalesce(sum(difference) filter (where is_defined), sum(difference)) as difference_amount,
    1 - cast(sum(abs(difference)) filter (where is_defined) as double)
    / nullif(sum(actual_amount) filter (where is_defined), 0) as accuracy_share,
    cast(sum(difference) filter (where is_defined) as double) / nullif(sum(actual_amount) filter (where is_defined), 0)
        as bias_share,
    cast(sum(difference) filter (where is_defined) * 100 as double)
    / nullif(sum(actual_amount) filter (where is_defined), 0) as bias_points,
    count(*) filter (where not is_defined) as undefined_calls,
    cast(sum(difference) filter (where is_defined and week_of_quarter <= 4) * 100 as double)
    / nullif(sum(actual_amount) filter (where is_defined and week_of_quarter <= 4), 0) as bias_month1_points,
    cast(sum(difference) filter (where is_defined and week_of_quarter between 5 and 8) * 100 as double)
    / nullif(sum(actual_amount) filter (where is_defined and week_of_quarter between 5 and 8), 0)
        as bias_month2_points,
    cast(sum(difference) filter (where is_defined and week_of_quarter >= 9) * 100 as double)
    / nullif(sum(actual_amount) filter (where is_defined and week_of_quarter >= 9), 0) as bias_month3_points
from calls_past
where category = 'commit'
group by person_id
order by accuracy_share nulls last, person_name nulls last, person_id nulls last
