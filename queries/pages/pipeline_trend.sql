-- The categories of a quarter week by week, beside the same of earlier quarters, under the owner of each day (2.2).
-- A week without a whole snapshot is empty, not zero.
-- grain: one row per quarter and week
-- key: quarter_label, week_of_fq
-- parameters: as_of, compare_to, team, owner, region, policy
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- $measure: won, commit (cumulative), best case (cumulative); null means open pipeline
-- columns: quarter_label, quarter_starts_on, commit, most_likely, best_case, pipeline, unclassified
-- quarters_back: 0 for the quarter looked at, 1 for the one before
-- week_of_fq: week counted from its start, from 1
-- week_norm: week counted back from its end, 12 for the last
-- snapshot_on: newest whole snapshot of the week; null where there is none
-- amount: what $measure names, on that day; null without a snapshot
-- closed: won by that day

with

weeks as (

    select
        calendar.quarter_label,
        calendar.quarter_starts_on,
        calendar.week_of_fq,
        max(calendar.week_norm) as week_norm,
        max(days.snapshot_on) as snapshot_on
    from calendar
    cross join pipeline_asked as asked
    left join snapshot_days as days
        on days.snapshot_on = calendar.day_on and not days.is_partial and days.snapshot_on <= asked.as_of_on
    where
        calendar.day_on >= asked.quarter_starts_on - 460
        and calendar.day_on <= asked.quarter_ends_on
        and calendar.day_on >= asked.first_on
    group by calendar.quarter_label, calendar.quarter_starts_on, calendar.week_of_fq

),

sums as (

    select
        found.snapshot_on,
        sum(found_amount) filter (where found.category = 'closed') as closed,
        sum(found_amount) filter (where found.category = 'commit') as commit,
        sum(found_amount) filter (where found.category = 'most_likely') as most_likely,
        sum(found_amount) filter (where found.category = 'best_case') as best_case,
        sum(found_amount) filter (where found.category = 'pipeline') as pipeline,
        sum(found_amount) filter (where found.category in ('unclassified', 'still open')) as unclassified
    from (
        select
            pipeline_cube.*,
            case when $policy = 'positive' then pipeline_cube.amount_above_zero else pipeline_cube.amount end
                as found_amount
        from pipeline_cube
        where pipeline_cube.is_own_quarter
    ) as found
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
        case when weeks.snapshot_on is not null then coalesce(sums.closed, 0) end as closed,
        case when weeks.snapshot_on is not null then coalesce(sums.commit, 0) end as commit,
        case when weeks.snapshot_on is not null then coalesce(sums.most_likely, 0) end as most_likely,
        case when weeks.snapshot_on is not null then coalesce(sums.best_case, 0) end as best_case,
        case when weeks.snapshot_on is not null then coalesce(sums.pipeline, 0) end as pipeline,
        case when weeks.snapshot_on is not null then coalesce(sums.unclassified, 0) end as unclassified
    from weeks
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
            when $measure = 'commit' then closed + commit
            when $measure = 'best case' then closed + commit + most_likely + best_case
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
