-- Of the amount in each forecast category at each week of the ended quarters, what share was won in that quarter.
-- grain: one row per week of quarter and category
-- key: week_of_quarter, forecast_category
-- parameters: team, owner, region, quarter
-- $segment: segment of the deal; null means every segment
-- week_of_quarter: 0 for the start, else counted from 1
-- forecast_category: category at that week
-- deals: open deals of that week
-- amount: their value then
-- won_amount: of that, won in the quarter
-- conversion_share: won_amount / amount

with

looked_at as (

    select quarters.place
    from fiscal_quarters as quarters
    cross join export_run
    where quarters.quarter_label = coalesce($quarter, export_run.quarter_label)

)

select
    outcomes.week_of_quarter,
    outcomes.forecast_category,
    sum(outcomes.deals) as deals,
    cast(sum(outcomes.amount) as decimal(18, 2)) as amount,
    cast(sum(outcomes.won_amount) as decimal(18, 2)) as won_amount,
    cast(sum(outcomes.won_amount) as double) / nullif(sum(outcomes.amount), 0) as conversion_share
from category_outcomes as outcomes
inner join fiscal_quarters as quarters on quarters.quarter_label = outcomes.quarter_label
cross join looked_at
cross join thresholds
where
    outcomes.is_known
    and quarters.is_over
    and quarters.place > looked_at.place
    and quarters.place <= looked_at.place + thresholds.accuracy_quarters
    and ($owner is null or outcomes.owner_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = outcomes.owner_id)
    )
    and ($region is null or outcomes.region = $region)
    and ($segment is null or outcomes.segment = $segment)
group by outcomes.week_of_quarter, outcomes.forecast_category
order by outcomes.forecast_category nulls last, outcomes.week_of_quarter nulls last
