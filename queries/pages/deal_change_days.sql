-- The two snapshots whose deals are compared: the newest at or before each day asked for (2.5).
-- grain: one row
-- key: to_on
-- $as_of: the later snapshot; null means the newest
-- $compare_to: the earlier one; null means the one before it
-- columns: days_between
-- to_on: the later snapshot
-- from_on: the earlier one; null where there is none

with

later as (

    select max(days.snapshot_on) as to_on
    from snapshot_days as days
    cross join review_calendar
    where days.snapshot_on <= coalesce($as_of, review_calendar.as_of_on)

),

earlier as (

    select later.to_on, max(days.snapshot_on) as from_on
    from later
    left join snapshot_days as days
        on days.snapshot_on < later.to_on and ($compare_to is null or days.snapshot_on <= $compare_to)
    where later.to_on is not null
    group by later.to_on

)

select to_on, from_on, cast(date_diff('day', from_on, to_on) as integer) as days_between
from earlier
