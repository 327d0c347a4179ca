-- Plan adoption at the end of each of the last eight fiscal quarters and today, replayed from plan dates.
-- The owner of each day counts, under today's tree (C8).
-- grain: one row per day looked at
-- key: day_on
-- parameters: team, owner, region, segment
-- columns: quarter_label
-- day_on: last day of the quarter, or the day of the data
-- is_today: true for the day of the data, in a quarter that still runs
-- eligible_accounts: key accounts that counted on that day
-- covered_accounts: of those, with a live plan or covered by the account above
-- coverage_share: covered_accounts / eligible_accounts, 0 to 1; null without eligible accounts

with

days as (

    select calendar.day_on, calendar.quarter_label, calendar.day_on = export_run.as_of_on as is_today
    from calendar
    cross join export_run
    where
        (
            calendar.day_on = calendar.quarter_ends_on
            and calendar.day_on < export_run.as_of_on
            and calendar.day_on > export_run.as_of_on - 740
        )
        or calendar.day_on = export_run.as_of_on

),

counted as (

    select
        days.day_on,
        days.quarter_label,
        days.is_today,
        count(scoped_spans.coverage) as eligible_accounts,
        count(scoped_spans.coverage) filter (where scoped_spans.coverage <> 'none') as covered_accounts
    from days
    left join scoped_spans
        on scoped_spans.is_eligible
        and scoped_spans.from_on <= days.day_on
        and scoped_spans.to_on > days.day_on
    group by days.day_on, days.quarter_label, days.is_today

)

select
    day_on,
    quarter_label,
    is_today,
    cast(eligible_accounts as bigint) as eligible_accounts,
    cast(covered_accounts as bigint) as covered_accounts,
    cast(covered_accounts as double) / nullif(cast(eligible_accounts as double), 0) as coverage_share
from counted
order by day_on nulls last
