-- The two snapshot days and the quarter that Pipeline review looks at, and how they answer what was asked for.
-- grain: one row
-- key: as_of_asked_on
-- parameters: as_of, compare_to
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- columns: quarter_starts_on, quarter_ends_on
-- as_of_asked_on: day asked for
-- as_of_on: snapshot that answers, the newest on or before it; null where that is older than max_staleness
-- as_of_age_days: days between the two
-- is_as_of_partial: true when that snapshot holds too few deals to be whole
-- compare_asked_on: earlier day asked for
-- compare_on: snapshot that answers; null where there is none before as_of_on, or it is too old for the day asked for
-- compare_age_days: days between the two
-- is_compare_partial: true when that snapshot holds too few deals to be whole
-- quarter_label: quarter whose deals count
-- day_of_fq: day of that quarter on as_of_on; null outside it
-- week_of_fq: week of it
-- quarter_days: its days
-- first_on: earliest snapshot there is
-- newest_on: newest snapshot there is

with

reach as (

    select min(days.snapshot_on) as first_on, max(days.snapshot_on) as newest_on
    from snapshot_days as days
    cross join export_run
    where days.snapshot_on <= export_run.as_of_on

),

asked as (

    select reach.*, coalesce(cast($as_of as date), reach.newest_on) as as_of_asked_on
    from reach
    where reach.newest_on is not null

),

found as (

    select asked.as_of_asked_on, max(days.snapshot_on) as snapshot_on
    from asked
    left join snapshot_days as days on days.snapshot_on <= asked.as_of_asked_on
    group by asked.as_of_asked_on

),

looked_at as (

    select
        asked.*,
        case
            when date_diff('day', found.snapshot_on, asked.as_of_asked_on) <= thresholds.max_staleness
                then found.snapshot_on
        end as as_of_on,
        date_diff('day', found.snapshot_on, asked.as_of_asked_on) as as_of_age_days
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
        coalesce(cast($compare_to as date), before.whole_on, before.any_on) as compare_asked_on,
        case when $compare_to is null then coalesce(before.whole_on, before.any_on) else before.asked_for_on end
            as compare_found_on
    from looked_at
    inner join before on before.as_of_asked_on = looked_at.as_of_asked_on

),

quarters as (

    select distinct quarter_label, quarter_starts_on, quarter_ends_on from calendar where quarter_label = $quarter

)

select
    compared.as_of_asked_on,
    compared.as_of_on,
    compared.as_of_age_days,
    coalesce(as_of_days.is_partial, false) as is_as_of_partial,
    compared.compare_asked_on,
    case
        when
            $compare_to is null
            or date_diff('day', compared.compare_found_on, compared.compare_asked_on) <= thresholds.max_staleness
            then compared.compare_found_on
    end as compare_on,
    date_diff('day', compared.compare_found_on, compared.compare_asked_on) as compare_age_days,
    coalesce(compare_days.is_partial, false) as is_compare_partial,
    coalesce(quarters.quarter_label, own.quarter_label) as quarter_label,
    coalesce(quarters.quarter_starts_on, own.quarter_starts_on) as quarter_starts_on,
    coalesce(quarters.quarter_ends_on, own.quarter_ends_on) as quarter_ends_on,
    case when quarters.quarter_label is null or quarters.quarter_label = own.quarter_label then own.day_of_fq end
        as day_of_fq,
    case when quarters.quarter_label is null or quarters.quarter_label = own.quarter_label then own.week_of_fq end
        as week_of_fq,
    date_diff(
        'day',
        coalesce(quarters.quarter_starts_on, own.quarter_starts_on),
        coalesce(quarters.quarter_ends_on, own.quarter_ends_on)
    ) + 1 as quarter_days,
    compared.first_on,
    compared.newest_on
from compared
cross join thresholds
left join quarters on true
left join calendar as own on own.day_on = coalesce(compared.as_of_on, compared.newest_on)
left join snapshot_days as as_of_days on as_of_days.snapshot_on = compared.as_of_on
left join snapshot_days as compare_days on compare_days.snapshot_on = compared.compare_found_on
