-- What each account paid or pays per product and period, in the reporting currency.
-- Kinds of revenue are never added together, and a yearly run rate is never added up over periods.
-- grain: one row per account, product, period and kind of revenue
-- key: account_id, product_id, period_starts_on, revenue_type
-- columns: account_id, period_starts_on, revenue_type, is_unconverted
-- product_id: product; null where the export names none
-- product_name: its name, or its id
-- revenue: amount in the reporting currency; null without an amount or without a rate

with

summed as (

    select
        account_id,
        product_id,
        period_starts_on,
        coalesce(revenue_type, 'other') as revenue_type,
        coalesce(currency, reporting_currency) as currency,
        sum(revenue) as revenue
    from stg_product_revenue
    cross join thresholds
    group by account_id, product_id, period_starts_on, coalesce(revenue_type, 'other'), coalesce(currency, reporting_currency)

)

select
    summed.account_id,
    summed.product_id,
    max(coalesce(products.name, summed.product_id, 'Product not named')) as product_name,
    summed.period_starts_on,
    summed.revenue_type,
    cast(sum(summed.revenue * rates.rate_to_reporting) as decimal(18, 2)) as revenue,
    count(*) filter (where summed.revenue is not null and rates.currency is null) > 0 as is_unconverted
from summed
left join stg_products as products on products.product_id = summed.product_id
left join currency_rates as rates on rates.currency = summed.currency
where summed.account_id is not null
group by summed.account_id, summed.product_id, summed.period_starts_on, summed.revenue_type
order by summed.account_id, summed.product_id, summed.period_starts_on, summed.revenue_type
