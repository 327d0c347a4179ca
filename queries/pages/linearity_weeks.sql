-- When in the quarter it is won: cumulative share by week counted back from the end, this quarter and the four before.
-- An ended quarter is shared out over what it won, the running one over its quota.
-- grain: one row per series and week
-- key: series, week_norm
-- parameters: team, owner, region, quarter, population
-- $segment: segment of the deal; null means every segment
-- series: this quarter, or the quarters before
-- week_norm: 12 is the last seven days of the quarter
-- won_amount: won by the end of that week
-- won_share: won_amount / whole_amount

with

looked_at as (

    select quarters.place, quarters.quarter_label, quarters.is_over, case when population_asked.is_of_quota then scoped_quota.quota end as quota
    from fiscal_quarters as quarters
    cross join export_run
    cross join scoped_quota
    cross join population_asked
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

    select shown.series, owner_weeks.week_norm, sum(owner_weeks.won_amount) as amount
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
    group by shown.series, owner_weeks.week_norm

),

weeks as (

    select distinct shown.series, calendar.week_norm
    from shown
    inner join calendar on calendar.quarter_label = shown.quarter_label
    cross join export_run
    where calendar.day_on <= export_run.as_of_on

),

grown as (

    select
        weeks.series,
        weeks.week_norm,
        sum(coalesce(won.amount, 0)) over (partition by weeks.series order by weeks.week_norm nulls last) as won_amount,
        sum(coalesce(won.amount, 0)) over (partition by weeks.series) as total_amount
    from weeks
    left join won on won.series = weeks.series and won.week_norm = weeks.week_norm

)

select
    grown.series,
    cast(grown.week_norm as integer) as week_norm,
    cast(grown.won_amount as decimal(18, 2)) as won_amount,
    cast(grown.won_amount as double) / nullif(
        case when grown.series = 'this quarter' and not looked_at.is_over then looked_at.quota
            else grown.total_amount end,
        0
    ) as won_share
from grown
cross join looked_at
order by grown.series desc nulls last, grown.week_norm nulls last
