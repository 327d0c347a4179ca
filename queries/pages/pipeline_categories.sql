-- The forecast categories of a quarter on the day looked at, each by itself and added up from the surest (2.2).
-- The cumulative column is never added up or stacked; omitted deals are in neither.
-- grain: one row per category
-- key: category
-- parameters: as_of, compare_to, team, owner, region, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- category: as in forecast_categories
-- category_name: as shown
-- place: order from the surest
-- is_stacked: true for what the bar is made of
-- deals: deals in it
-- amount: their value
-- cumulative_deals: deals in it and in every surer category
-- cumulative_amount: closed and every category down to this one; for Pipeline, open deals only, as in the roll-up of the CRM
-- cumulative_name: what the cumulative form is called

with

sums as (

    select category, count(*) as deals, sum(amount) as amount
    from pipeline_day
    where is_in_quarter
    group by category

),

filled as (

    select
        names.category,
        names.label as category_name,
        names.place,
        names.is_open,
        names.category = 'closed' or names.is_open as is_stacked,
        coalesce(sums.deals, 0) as deals,
        coalesce(sums.amount, 0) as amount
    from forecast_categories as names
    cross join pipeline_asked as asked
    left join sums on sums.category = names.category
    where asked.as_of_on is not null or names.category = 'closed'

),

added as (

    select
        filled.*,
        sum(deals) over (order by place nulls last rows unbounded preceding) as deals_so_far,
        sum(amount) over (order by place nulls last rows unbounded preceding) as amount_so_far,
        sum(case when category = 'closed' then deals else 0 end) over () as closed_deals,
        sum(case when category = 'closed' then amount else 0 end) over () as closed_amount
    from filled

)

select
    category,
    category_name,
    place,
    is_stacked,
    cast(deals as bigint) as deals,
    cast(amount as decimal(18, 2)) as amount,
    cast(
        case
            when category in ('closed', 'commit', 'most_likely', 'best_case') then deals_so_far
            when category = 'pipeline' then deals_so_far - closed_deals
        end as bigint
    ) as cumulative_deals,
    cast(
        case
            when category in ('closed', 'commit', 'most_likely', 'best_case') then amount_so_far
            when category = 'pipeline' then amount_so_far - closed_amount
        end as decimal(18, 2)
    ) as cumulative_amount,
    case category
        when 'closed' then 'Closed'
        when 'commit' then 'Commit Forecast'
        when 'most_likely' then 'Most Likely Forecast'
        when 'best_case' then 'Best Case Forecast'
        when 'pipeline' then 'Open Pipeline'
    end as cumulative_name
from added
where deals > 0 or category in ('closed', 'commit', 'best_case', 'pipeline', 'unclassified', 'omitted')
order by place nulls last
