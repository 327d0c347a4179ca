-- The weeks in which a forecast call was due, from the first one exported to that of the data's day.
-- A week belongs to the quarter in which its cut-off falls; the roll-up of a week is that of its last whole snapshot.
-- grain: one row per week
-- key: week_starts_on
-- columns: week_starts_on, cut_off_on, week_of_quarter
-- quarter_label: fiscal quarter of that day
-- quarter_starts_on: first day of the quarter
-- quarter_ends_on: last day of the quarter
-- week_norm: counted back from the end of the quarter, 12 being its last seven days
-- is_quarter_over: true when the quarter has ended by the data's day
-- is_past_cut_off: true when the cut-off had passed by the data's day, or a later call is in the export
-- snapshot_on: last whole snapshot in the seven days up to the cut-off; null without one
-- booked_on: last day whose bookings count in it: that of its snapshot, else its cut-off; of the newest week the day of the data, of the last week of a quarter its end

with

reach as (

    select
        min(calendar.week_starts_on) as first_on,
        max(submissions.submitted_at) as newest_at
    from stg_forecast_submissions as submissions
    inner join calendar on calendar.day_on = submissions.submitted_on

),

weeks as (

    select distinct
        calendar.week_starts_on,
        calendar.week_starts_on + cast(thresholds.forecast_cutoff_weekday - 1 as integer) as cut_off_on
    from calendar
    cross join reach
    cross join export_run
    cross join thresholds
    where calendar.week_starts_on >= reach.first_on and calendar.day_on <= export_run.as_of_on

),

seen as (

    select weeks.week_starts_on, max(snapshot_days.snapshot_on) as snapshot_on
    from weeks
    inner join snapshot_days
        on snapshot_days.snapshot_on <= weeks.cut_off_on and snapshot_days.snapshot_on > weeks.cut_off_on - 7
    where not snapshot_days.is_partial
    group by weeks.week_starts_on

)

select
    weeks.week_starts_on,
    weeks.cut_off_on,
    calendar.quarter_label,
    calendar.quarter_starts_on,
    calendar.quarter_ends_on,
    cast(calendar.week_of_fq as integer) as week_of_quarter,
    cast(calendar.week_norm as integer) as week_norm,
    calendar.quarter_ends_on < export_run.as_of_on as is_quarter_over,
    weeks.cut_off_on < export_run.as_of_on
    or coalesce(
        cast(reach.newest_at as date) > weeks.cut_off_on
        or (
            cast(reach.newest_at as date) = weeks.cut_off_on
            and extract(hour from reach.newest_at) >= thresholds.forecast_cutoff_hour
        ),
        false
    ) as is_past_cut_off,
    seen.snapshot_on,
    least(
        case
            when next_cut_off.quarter_label <> calendar.quarter_label then calendar.quarter_ends_on
            when weeks.week_starts_on = max(weeks.week_starts_on) over () then export_run.as_of_on
            else coalesce(seen.snapshot_on, weeks.cut_off_on)
        end,
        export_run.as_of_on
    ) as booked_on
from weeks
cross join export_run
cross join thresholds
cross join reach
inner join calendar on calendar.day_on = weeks.cut_off_on
left join calendar as next_cut_off on next_cut_off.day_on = weeks.cut_off_on + 7
left join seen on seen.week_starts_on = weeks.week_starts_on
order by weeks.week_starts_on
