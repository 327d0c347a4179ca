-- When in the quarter it is won: cumulative amount by week counted back from the end, this quarter and the mean of the four
-- before, so that both are on one base whether the quarter has ended or not.
-- grain: one row per series and week
-- key: series, week_norm
-- parameters: team, owner, region, quarter, population
-- $segment: segment of the deal; null means every segment
-- series: this quarter, or the quarters before
-- week_norm: 12 is the last seven days of the quarter
-- won_amount: won by the end of that week
-- quarter_amount: won by the end of that week per quarter of the series that won anything; null where none did

with

looked_at as (

    select quarters.place, quarters.quarter_label
    from fiscal_quarters as quarters
    cross join export_run
    where quarters.quarter_label = coalesce($quarter, export_run.quarter_label)

),

shown as (

    select
        quarters.quarter_label,
        case when quarters.place = looked_at.place then 'this quarter' else 'the quarters before' end as series
    from fiscal_quarters as quarters
    cross join looked_at
    cross join thresholds
    where quarters.place between looked_at.place and looked_at.place + thresholds.accuracy_quarters

),

won as (

    select
        shown.series,
        shown.quarter_label,
        owner_weeks.week_norm,
        sum(owner_weeks.won_amount) as amount
    from owner_weeks
    inner join counted_kinds as kinds on kinds.is_renewal = owner_weeks.is_renewal
    inner join shown on shown.quarter_label = owner_weeks.quarter_label
    where
        ($owner is null or owner_weeks.owner_id = $owner)
        and (
            $team is null
            or exists (
                select 1 from reports where reports.manager_id = $team and reports.person_id = owner_weeks.owner_id
            )
        )
        and ($region is null or owner_weeks.region = $region)
        and ($segment is null or owner_weeks.segment = $segment)
    group by shown.series, shown.quarter_label, owner_weeks.week_norm

),

quarters as (

    select series, count(distinct quarter_label) as quarters from won group by series

),

weeks as (

    select distinct shown.series, calendar.week_norm
    from shown
    inner join calendar on calendar.quarter_label = shown.quarter_label
    cross join export_run
    where calendar.day_on <= export_run.as_of_on

),

weekly as (

    select series, week_norm, sum(amount) as amount from won group by series, week_norm

),

grown as (

    select
        weeks.series,
        weeks.week_norm,
        sum(coalesce(weekly.amount, 0)) over (partition by weeks.series order by weeks.week_norm nulls last) as won_amount
    from weeks
    left join weekly on weekly.series = weeks.series and weekly.week_norm = weeks.week_norm

)

select
    grown.series,
    cast(grown.week_norm as integer) as week_norm,
    cast(grown.won_amount as decimal(18, 2)) as won_amount,
    cast(cast(grown.won_amount as double) / nullif(quarters.quarters, 0) as decimal(18, 2)) as quarter_amount
from grown
left join quarters on quarters.series = grown.series
order by grown.series desc nulls last, grown.week_norm nulls last
