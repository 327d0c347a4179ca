-- The displacement calendar: competitors' contracts by the month they end in, and the open opportunities of the same
-- accounts that close in that month, for 18 months to the day from the day of the data (S75).
-- grain: one row per month and window
-- key: month_on, renewal_window
-- parameters: team, owner, region, segment, shown, sort
-- month_on: first day of the month
-- renewal_window: 6 months, 12 months or 18 months, by the days to the end of the contract
-- contracts: competitors' contracts that end in it
-- spend: yearly spend with them where it is known; 0 when none is
-- contracts_with_spend: of contracts, those with a known spend
-- open_opportunities: open opportunities that close in the month; on the row of its first window alone
-- open_amount: their amount in the reporting currency

with

months as (

    select distinct calendar.month_starts_on as month_on
    from calendar
    cross join export_run
    where calendar.month_starts_on >= cast(date_trunc('month', export_run.as_of_on) as date)
        and calendar.month_starts_on <= cast(export_run.as_of_on + interval 18 month as date)

),

ending as (

    select month_on, renewal_window, count(*) as contracts, sum(spend) as spend, count(spend) as contracts_with_spend
    from whitespace_contracts
    where month_on is not null
    group by month_on, renewal_window

),

closing as (

    select
        cast(date_trunc('month', opportunities.close_on) as date) as month_on,
        count(*) as open_opportunities,
        sum(opportunities.amount) as open_amount
    from opportunities
    inner join whitespace_accounts as accounts on accounts.account_id = opportunities.account_id
    cross join export_run
    where not opportunities.is_closed
        and opportunities.close_on <= cast(export_run.as_of_on + interval 18 month as date)
    group by cast(date_trunc('month', opportunities.close_on) as date)

),

lines as (

    select
        months.month_on,
        coalesce(ending.renewal_window, 'none') as renewal_window,
        coalesce(ending.contracts, 0) as contracts,
        coalesce(ending.spend, 0) as spend,
        coalesce(ending.contracts_with_spend, 0) as contracts_with_spend,
        row_number() over (
            partition by months.month_on order by length(ending.renewal_window) nulls last, ending.renewal_window nulls last
        ) as place
    from months
    left join ending on ending.month_on = months.month_on

)

select
    lines.month_on,
    lines.renewal_window,
    cast(lines.contracts as bigint) as contracts,
    cast(lines.spend as decimal(18, 2)) as spend,
    cast(lines.contracts_with_spend as bigint) as contracts_with_spend,
    cast(case when lines.place = 1 then coalesce(closing.open_opportunities, 0) else 0 end as bigint)
        as open_opportunities,
    cast(case when lines.place = 1 then coalesce(closing.open_amount, 0) else 0 end as decimal(18, 2)) as open_amount
from lines
left join closing on closing.month_on = lines.month_on
order by lines.month_on nulls last, lines.place nulls last
