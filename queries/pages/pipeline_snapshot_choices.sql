-- The snapshot days that can be looked at, newest first. A day is offered where the viewer has a deal in it.
-- grain: one row per snapshot day
-- key: snapshot_on
-- columns: snapshot_on
-- is_partial: true when it holds too few deals to be whole
-- quarter_label: fiscal quarter it lies in
-- is_first_of_quarter: true for the first snapshot of that quarter

with

seen as (

    select distinct snapshot_on from pipeline_cube

)

select
    days.snapshot_on,
    days.is_partial,
    calendar.quarter_label,
    row_number() over (partition by calendar.quarter_starts_on order by days.snapshot_on nulls last) = 1
        as is_first_of_quarter
from snapshot_days as days
inner join seen on seen.snapshot_on = days.snapshot_on
inner join calendar on calendar.day_on = days.snapshot_on
cross join export_run
where days.snapshot_on <= export_run.as_of_on
order by days.snapshot_on desc nulls last
