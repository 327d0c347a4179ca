-- What share of a quarter was won by the end of its first, second and third month.
-- An ended quarter is shared out over what it won, the running one over its quota.
-- grain: one row per quarter
-- key: quarter_label
-- parameters: team, owner, region, quarter, population
-- $segment: segment of the deal; null means every segment
-- columns: quarter_label, quarter_starts_on
-- is_running: true while it has not ended
-- won_amount: won in the quarter, so far
-- linear_over: what the shares are of: won or quota
-- linear_amount: that amount; null where nothing was won and without a quota
-- month1_amount: won by the end of month 1, cumulative
-- month2_amount: by the end of month 2; null while that month is to come
-- month1_share: won by the end of month 1, cumulative
-- month2_share: by the end of month 2; null while that month is to come
-- month3_share: by the end of month 3; null while that month is to come

with

looked_at as (

    select quarters.place, quarters.quarter_label, case when population_asked.is_of_quota then scoped_quota.quota end as quota
    from fiscal_quarters as quarters
    cross join export_run
    cross join scoped_quota
    cross join population_asked
    where quarters.quarter_label = coalesce($quarter, export_run.quarter_label)

),

shown as (

    select
        quarters.quarter_label,
        quarters.quarter_starts_on,
        quarters.is_over,
        now_at.month_of_fq as month_now,
        looked_at.quota
    from fiscal_quarters as quarters
    cross join looked_at
    cross join thresholds
    cross join export_run
    inner join calendar as now_at on now_at.day_on = export_run.as_of_on
    where quarters.place between looked_at.place and looked_at.place + thresholds.accuracy_quarters

),

won as (

    select
        owner_weeks.quarter_label,
        sum(owner_weeks.won_amount) as total,
        sum(case when owner_weeks.month_of_quarter = 1 then owner_weeks.won_amount else 0 end) as month1,
        sum(case when owner_weeks.month_of_quarter <= 2 then owner_weeks.won_amount else 0 end) as month2
    from owner_weeks
    inner join counted_kinds as kinds on kinds.is_renewal = owner_weeks.is_renewal
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
    group by owner_weeks.quarter_label

),

shares as (

    select
        shown.*,
        coalesce(won.total, 0) as total,
        coalesce(won.month1, 0) as month1,
        coalesce(won.month2, 0) as month2,
        case when shown.is_over then won.total else shown.quota end as whole
    from shown
    left join won on won.quarter_label = shown.quarter_label

)

select
    quarter_label,
    quarter_starts_on,
    not is_over as is_running,
    cast(total as decimal(18, 2)) as won_amount,
    case when is_over then 'won' else 'quota' end as linear_over,
    cast(whole as decimal(18, 2)) as linear_amount,
    cast(month1 as decimal(18, 2)) as month1_amount,
    cast(case when is_over or month_now >= 2 then month2 end as decimal(18, 2)) as month2_amount,
    cast(month1 as double) / nullif(whole, 0) as month1_share,
    case when is_over or month_now >= 2 then cast(month2 as double) / nullif(whole, 0) end as month2_share,
    case when is_over or month_now >= 3 then cast(total as double) / nullif(whole, 0) end as month3_share
from shares
order by quarter_starts_on desc nulls last
