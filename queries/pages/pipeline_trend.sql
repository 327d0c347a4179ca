-- The categories of a quarter week by week, beside the same of earlier quarters, under the owner of each day (2.2).
-- A week without a whole snapshot is empty, not zero, but for what was booked by its end (C13).
-- grain: one row per quarter and week
-- key: quarter_label, week_of_fq
-- parameters: as_of, compare_to, team, owner, region, policy, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- $measure: won, commit (cumulative), best case (cumulative); null means open pipeline
-- columns: quarter_label, quarter_starts_on, commit, most_likely, best_case, pipeline, unclassified
-- quarters_back: 0 for the quarter looked at, 1 for the one before
-- week_of_fq: week counted from its start, from 1
-- week_norm: week counted back from its end, 12 for the last
-- snapshot_on: newest whole snapshot of the week; null where there is none
-- amount: what $measure names, on that day; null without a snapshot, but for won, which counts to the end of the week
-- closed: booked by the end of that week

with

weeks as (

    select
        calendar.quarter_label,
        calendar.quarter_starts_on,
        calendar.week_of_fq,
        max(calendar.week_norm) as week_norm,
        min(calendar.day_on) as week_starts_on,
        least(max(calendar.day_on), asked.booked_on) as week_until_on,
        max(days.snapshot_on) as snapshot_on
    from calendar
    cross join pipeline_asked as asked
    left join snapshot_days as days
        on days.snapshot_on = calendar.day_on and not days.is_partial and days.snapshot_on <= asked.as_of_on
    where
        calendar.day_on >= asked.quarter_starts_on - 460
        and calendar.day_on <= asked.quarter_ends_on
        and calendar.day_on >= asked.first_on
    group by calendar.quarter_label, calendar.quarter_starts_on, calendar.week_of_fq, asked.booked_on

),

booked as (

    select
        weeks.quarter_label,
        weeks.week_of_fq,
        coalesce(sum(closed.amount) filter (where closed.close_on <= weeks.week_until_on), 0) as by_week_end,
        coalesce(sum(closed.amount) filter (where closed.close_on <= weeks.snapshot_on), 0) as by_snapshot
    from weeks
    left join (
        select found.quarter_label, found.close_on, sum(found.amount) as amount
        from closed_opportunities as found
        left join reports as team on team.manager_id = $team and team.person_id = found.owner_id
        inner join counted_kinds as kinds on kinds.is_renewal = found.is_renewal
        where
            found.is_won
            and ($owner is null or found.owner_id = $owner)
            and ($team is null or team.person_id is not null)
            and ($region is null or found.region = $region)
            and ($segment is null or found.segment = $segment)
        group by found.quarter_label, found.close_on
    ) as closed on closed.quarter_label = weeks.quarter_label
    group by weeks.quarter_label, weeks.week_of_fq

),

sums as (

    select
        found.snapshot_on,
        sum(found_amount) filter (where found.category = 'commit') as commit,
        sum(found_amount) filter (where found.category = 'most_likely') as most_likely,
        sum(found_amount) filter (where found.category = 'best_case') as best_case,
        sum(found_amount) filter (where found.category = 'pipeline') as pipeline,
        sum(found_amount) filter (where found.category in ('unclassified', 'still open')) as unclassified
    from (
        select
            pipeline_cube.*,
            case when $policy = 'net' then pipeline_cube.amount else pipeline_cube.amount_above_zero end
                as found_amount
        from pipeline_cube
        where pipeline_cube.is_own_quarter
    ) as found
    inner join counted_kinds as kinds on kinds.is_renewal = found.is_renewal
    left join reports as team on team.manager_id = $team and team.person_id = found.owner_id
    where
        ($owner is null or found.owner_id = $owner)
        and ($team is null or team.person_id is not null)
        and ($region is null or found.region = $region)
        and ($segment is null or found.segment = $segment)
    group by found.snapshot_on

),

filled as (

    select
        weeks.*,
        case when weeks.week_starts_on <= asked.booked_on then booked.by_week_end end as closed,
        booked.by_snapshot,
        case when weeks.snapshot_on is not null then coalesce(sums.commit, 0) end as commit,
        case when weeks.snapshot_on is not null then coalesce(sums.most_likely, 0) end as most_likely,
        case when weeks.snapshot_on is not null then coalesce(sums.best_case, 0) end as best_case,
        case when weeks.snapshot_on is not null then coalesce(sums.pipeline, 0) end as pipeline,
        case when weeks.snapshot_on is not null then coalesce(sums.unclassified, 0) end as unclassified
    from weeks
    cross join pipeline_asked as asked
    inner join booked on booked.quarter_label = weeks.quarter_label and booked.week_of_fq = weeks.week_of_fq
    left join sums on sums.snapshot_on = weeks.snapshot_on

)

select
    quarter_label,
    quarter_starts_on,
    cast(dense_rank() over (order by quarter_starts_on desc nulls last) - 1 as integer) as quarters_back,
    cast(week_of_fq as integer) as week_of_fq,
    cast(week_norm as integer) as week_norm,
    snapshot_on,
    cast(
        case
            when $measure = 'won' then closed
            when $measure = 'commit' then by_snapshot + commit
            when $measure = 'best case' then by_snapshot + commit + most_likely + best_case
            else commit + most_likely + best_case + pipeline + unclassified
        end as decimal(18, 2)
    ) as amount,
    cast(closed as decimal(18, 2)) as closed,
    cast(commit as decimal(18, 2)) as commit,
    cast(most_likely as decimal(18, 2)) as most_likely,
    cast(best_case as decimal(18, 2)) as best_case,
    cast(pipeline as decimal(18, 2)) as pipeline,
    cast(unclassified as decimal(18, 2)) as unclassified
from filled
order by quarter_starts_on nulls last, week_of_fq nulls last
