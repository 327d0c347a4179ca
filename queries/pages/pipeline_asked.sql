-- The quarter that Pipeline review looks at, the snapshots that tell what was open in it, and how far bookings count (C13).
-- The day follows the quarter: the newest snapshot for the running one and those to come, its last for one that has ended.
-- grain: one row
-- key: quarter_label
-- parameters: as_of, compare_to
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- columns: quarter_starts_on, quarter_ends_on
-- quarter_state: running, ended or to come, by booked_on
-- days_left: days of a running quarter after booked_on; null for another
-- as_of_asked_on: day asked for
-- as_of_on: snapshot that answers, the newest on or before it; null where that is older than max_staleness
-- as_of_age_days: days between the two
-- is_as_of_partial: true when that snapshot holds too few deals to be whole
-- booked_on: last day whose bookings count: the day looked at, and where no later snapshot of the quarter stands for it the end of the quarter, or the day of the data while it runs
-- compare_asked_on: earlier day asked for; by itself the whole snapshot before, of an ended quarter the one of its start
-- compare_on: snapshot that answers; null where there is none before as_of_on, or it is too old for the day asked for
-- compare_age_days: days between the two
-- is_compare_partial: true when that snapshot holds too few deals to be whole
-- quarter_label: quarter whose deals count
-- day_of_fq: day of that quarter on booked_on; null outside it
-- week_of_fq: week of it
-- quarter_days: its days
-- first_on: earliest snapshot there is
-- newest_on: newest snapshot there is

with

reach as (

    select
        min(days.snapshot_on) as first_on,
        max(days.snapshot_on) as newest_on,
        max(export_run.as_of_on) as today_on
    from snapshot_days as days
    cross join export_run
    where days.snapshot_on <= export_run.as_of_on

),

quarters as (

    select reach.*, quarters.quarter_label, quarters.quarter_starts_on, quarters.quarter_ends_on
    from reach
    left join calendar as named
        on named.quarter_label = $quarter and named.day_on = named.quarter_starts_on
    left join calendar as quarters
        on quarters.day_on = coalesce(named.quarter_starts_on, cast($as_of as date), reach.today_on)
    where reach.newest_on is not null

),

asked as (

    select
        quarters.*,
        least(quarters.quarter_ends_on, quarters.today_on) as until_on,
        coalesce(
            cast($as_of as date),
            case when quarters.quarter_ends_on < quarters.today_on then quarters.quarter_ends_on else quarters.newest_on end
        ) as as_of_asked_on
    from quarters

),

found as (

    select
        asked.as_of_asked_on,
        max(days.snapshot_on) filter (where days.snapshot_on <= asked.as_of_asked_on) as snapshot_on,
        max(days.snapshot_on) filter (where days.snapshot_on <= asked.until_on) as last_on
    from asked
    left join snapshot_days as days on days.snapshot_on <= asked.today_on
    group by asked.as_of_asked_on

),

looked_at as (

    select
        asked.*,
        case
            when date_diff('day', found.snapshot_on, asked.as_of_asked_on) <= thresholds.max_staleness
                then found.snapshot_on
        end as as_of_on,
        date_diff('day', found.snapshot_on, asked.as_of_asked_on) as as_of_age_days,
        case
            when
                found.snapshot_on is null
                or date_diff('day', found.snapshot_on, asked.as_of_asked_on) > thresholds.max_staleness
                then least(asked.as_of_asked_on, asked.until_on)
            when found.snapshot_on < found.last_on then found.snapshot_on
            when asked.until_on < found.snapshot_on then found.snapshot_on
            else asked.until_on
        end as booked_on,
        found.snapshot_on = found.last_on and asked.quarter_ends_on < asked.today_on as is_at_end
    from asked
    inner join found on found.as_of_asked_on = asked.as_of_asked_on
    cross join thresholds

),

before as (

    select
        looked_at.as_of_asked_on,
        max(days.snapshot_on) filter (where not days.is_partial) as whole_on,
        max(days.snapshot_on) as any_on,
        max(days.snapshot_on) filter (where days.snapshot_on <= cast($compare_to as date)) as asked_for_on
    from looked_at
    left join snapshot_days as days on days.snapshot_on < looked_at.as_of_on
    group by looked_at.as_of_asked_on

),

compared as (

    select
        looked_at.*,
        coalesce(cast($compare_to as date), starts.start_snapshot_on, before.whole_on, before.any_on) as compare_asked_on,
        case
            when $compare_to is null then coalesce(starts.start_snapshot_on, before.whole_on, before.any_on)
            else before.asked_for_on
        end as compare_found_on
    from looked_at
    inner join before on before.as_of_asked_on = looked_at.as_of_asked_on
    left join fiscal_quarters as starts
        on looked_at.is_at_end
        and starts.quarter_label = looked_at.quarter_label
        and starts.start_snapshot_on < looked_at.as_of_on

)

select
    compared.as_of_asked_on,
    compared.as_of_on,
    compared.as_of_age_days,
    coalesce(as_of_days.is_partial, false) as is_as_of_partial,
    compared.booked_on,
    compared.compare_asked_on,
    case
        when
            $compare_to is null
            or date_diff('day', compared.compare_found_on, compared.compare_asked_on) <= thresholds.max_staleness
            then compared.compare_found_on
    end as compare_on,
    date_diff('day', compared.compare_found_on, compared.compare_asked_on) as compare_age_days,
    coalesce(compare_days.is_partial, false) as is_compare_partial,
    compared.quarter_label,
    compared.quarter_starts_on,
    compared.quarter_ends_on,
    case
        when compared.quarter_ends_on < compared.booked_on then 'ended'
        when compared.quarter_ends_on = compared.booked_on and compared.quarter_ends_on < compared.today_on then 'ended'
        when compared.quarter_starts_on > compared.booked_on then 'to come'
        else 'running'
    end as quarter_state,
    case
        when compared.booked_on between compared.quarter_starts_on and compared.quarter_ends_on
            then date_diff('day', compared.booked_on, compared.quarter_ends_on)
    end as days_left,
    own.day_of_fq,
    own.week_of_fq,
    date_diff('day', compared.quarter_starts_on, compared.quarter_ends_on) + 1 as quarter_days,
    compared.first_on,
    compared.newest_on
from compared
cross join thresholds
left join calendar as own on own.day_on = compared.booked_on and own.quarter_label = compared.quarter_label
left join snapshot_days as as_of_days on as_of_days.snapshot_on = compared.as_of_on
left join snapshot_days as compare_days on compare_days.snapshot_on = compared.compare_found_on
