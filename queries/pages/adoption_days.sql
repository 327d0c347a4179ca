-- The two days that adoption compares.
-- grain: one row
-- key: day_on
-- parameters: day, before
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: as_of_on
-- day_on: day looked at, never after the day of the data
-- before_on: day compared with
-- quarter_label: fiscal quarter of the day looked at
-- first_on: earliest day that can be asked for

with

quarters as (

    select quarter_label, max(day_on) as ends_on
    from calendar
    where quarter_label = $quarter
    group by quarter_label

),

looked_at as (

    select
        export_run.as_of_on,
        least(coalesce(cast($day as date), quarters.ends_on, export_run.as_of_on), export_run.as_of_on) as day_on
    from export_run
    left join quarters on true

)

select
    looked_at.day_on,
    coalesce(cast($before as date), calendar.quarter_starts_on - 1) as before_on,
    calendar.quarter_label,
    looked_at.as_of_on,
    cast(looked_at.as_of_on - 1100 as date) as first_on
from looked_at
inner join calendar on calendar.day_on = looked_at.day_on
