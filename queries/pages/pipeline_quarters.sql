-- The fiscal quarters whose deals can be looked at: four back from the day of the data, and three ahead.
-- grain: one row per quarter
-- key: quarter_label
-- columns: quarter_label, quarter_starts_on

select
    calendar.quarter_label,
    calendar.quarter_starts_on
from calendar
cross join export_run
where
    calendar.day_on >= export_run.quarter_starts_on - 370
    and calendar.day_on <= export_run.quarter_ends_on + 275
group by calendar.quarter_label, calendar.quarter_starts_on
order by calendar.quarter_starts_on nulls last
