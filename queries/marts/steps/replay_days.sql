-- The days relationships are told for: the ends of the last eight fiscal quarters, and the day of the data.
-- grain: one row per day
-- key: day_on
-- columns: day_on, quarter_label, is_today

select distinct
    calendar.quarter_ends_on as day_on,
    calendar.quarter_label,
    false as is_today
from calendar
cross join export_run
where calendar.quarter_ends_on < export_run.as_of_on
    and calendar.quarter_ends_on > cast(export_run.as_of_on - interval 24 month as date)
    and calendar.day_on = calendar.quarter_ends_on
union all
select as_of_on, quarter_label, true
from export_run
where as_of_on is not null
