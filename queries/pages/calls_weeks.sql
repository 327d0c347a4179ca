-- The weeks of a fiscal quarter in which calls are exported or were due, the newest first.
-- grain: one row per week
-- key: week_starts_on
-- $quarter: label of a fiscal quarter; null means that of the data's day
-- week_starts_on: Monday of the week
-- cut_off_on: day of the cut-off
-- quarter_label: the quarter
-- week_of_quarter: counted from 1
-- snapshot_on: snapshot of the week; null without a whole one
-- is_past_cut_off: true when the cut-off had passed by the data's day

select
    weeks.week_starts_on,
    weeks.cut_off_on,
    weeks.quarter_label,
    weeks.week_of_quarter,
    weeks.snapshot_on,
    weeks.is_past_cut_off
from forecast_weeks as weeks
cross join export_run
where weeks.quarter_label = coalesce($quarter, export_run.quarter_label)
order by weeks.week_starts_on desc nulls last
