-- The weeks of a fiscal quarter in which calls are exported or were due, the newest first.
-- grain: one row per week
-- key: week_starts_on
-- parameters: quarter
-- columns: week_starts_on, cut_off_on, quarter_label, week_of_quarter
-- snapshot_on: snapshot of the week; null without a whole one

select
    weeks.week_starts_on,
    weeks.cut_off_on,
    weeks.quarter_label,
    weeks.week_of_quarter,
    weeks.snapshot_on
from forecast_weeks as weeks
cross join export_run
where weeks.quarter_label = coalesce($quarter, export_run.quarter_label)
order by weeks.week_starts_on desc nulls last
