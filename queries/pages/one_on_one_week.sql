-- The week that 1:1 sheets are for: that of the day of the data. Nobody unknown has one.
-- grain: one row
-- key: as_of_on
-- columns: as_of_on, quarter_label
-- week_starts_on: Monday of its week
-- week_of_fq: week of that quarter, from 1
-- has_opportunities: whether an export tells of deals

select
    export_run.as_of_on,
    calendar.week_starts_on,
    calendar.quarter_label,
    calendar.week_of_fq,
    exported.has_opportunities
from export_run
cross join exported
inner join calendar on calendar.day_on = export_run.as_of_on
