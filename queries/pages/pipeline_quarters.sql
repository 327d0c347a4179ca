-- The fiscal quarters whose deals can be looked at: four back from the day of the data, and three ahead.
-- grain: one row per quarter
-- key: quarter_label
-- columns: quarter_label, quarter_starts_on
-- is_current: true for the quarter of the day of the data

select
    calendar.quarter_label,
    calendar.quarter_starts_on,
    calendar.quarter_starts_on = max(export_run.quarter_starts_on) as is_current
from calendar
cross join export_run
where
    calendar.day_on >= export_run.quarter_starts_on - 370
    and calendar.day_on <= export_run.quarter_ends_on + 275
group by calendar.quarter_label, calendar.quarter_starts_on
order by calendar.quarter_starts_on nulls last
