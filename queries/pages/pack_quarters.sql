-- The fiscal quarters a review can be about, which snapshots they hold, and which one a new pack is about (S30).
-- grain: one row per fiscal quarter
-- key: quarter_label
-- columns: quarter_label, quarter_starts_on, quarter_ends_on, as_of_on
-- next_quarter_label: the quarter after it
-- after_next_quarter_label: the one after that
-- compare_to_on: snapshot of its start, as in fiscal_quarters; null without one
-- snapshot_on: last snapshot in it, by the day of the data; null without one
-- prep_starts_on: first day on which its review is prepared
-- review_starts_on: first day on which it is held
-- review_ends_on: last such day
-- review_phase: before, preparation, held or over, by the day of the data
-- is_offered_first: true for the first quarter whose review is not over, which a new pack is about
-- running_label: quarter of the day of the data
-- coming_label: the quarter after it
-- currency: the reporting currency

with

quarters as (

    select
        calendar.quarter_label,
        calendar.quarter_starts_on,
        calendar.quarter_ends_on,
        export_run.as_of_on,
        calendar.quarter_ends_on + 1 as review_starts_on,
        calendar.quarter_ends_on + 1 - cast(thresholds.qbr_prep_days as integer) as prep_starts_on,
        calendar.quarter_ends_on + cast(thresholds.qbr_window_days as integer) as review_ends_on,
        thresholds.reporting_currency as currency
    from calendar
    cross join export_run
    cross join thresholds
    where
        calendar.day_on = calendar.quarter_starts_on
        and calendar.quarter_starts_on <= export_run.as_of_on
        and calendar.quarter_starts_on > export_run.as_of_on - 550

),

held as (

    select
        quarters.quarter_label,
        max(snapshot_days.snapshot_on) as snapshot_on
    from quarters
    inner join snapshot_days
        on snapshot_days.snapshot_on between quarters.quarter_starts_on and quarters.quarter_ends_on
        and snapshot_days.snapshot_on <= quarters.as_of_on
    group by quarters.quarter_label

)

select
    quarters.quarter_label,
    quarters.quarter_starts_on,
    quarters.quarter_ends_on,
    following.quarter_label as next_quarter_label,
    later.quarter_label as after_next_quarter_label,
    starts.start_snapshot_on as compare_to_on,
    held.snapshot_on,
    quarters.review_ends_on = min(
        case when quarters.review_ends_on >= quarters.as_of_on then quarters.review_ends_on end
    ) over () as is_offered_first,
    quarters.prep_starts_on,
    quarters.review_starts_on,
    quarters.review_ends_on,
    case
        when quarters.as_of_on > quarters.review_ends_on then 'over'
        when quarters.as_of_on >= quarters.review_starts_on then 'held'
        when quarters.as_of_on >= quarters.prep_starts_on then 'preparation' else 'before'
    end as review_phase,
    quarters.as_of_on,
    days.quarter_label as running_label,
    days.next_label as coming_label,
    quarters.currency
from quarters
cross join review_calendar as days
inner join calendar as following on following.day_on = quarters.quarter_ends_on + 1
inner join calendar as later on later.day_on = following.quarter_ends_on + 1
left join held on held.quarter_label = quarters.quarter_label
left join fiscal_quarters as starts on starts.quarter_label = quarters.quarter_label
order by quarters.quarter_starts_on desc nulls last
