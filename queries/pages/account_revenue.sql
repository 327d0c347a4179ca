-- What an account paid or pays per product, period by period.
-- Kinds of revenue stand apart; a yearly run rate is shown per period and never added up over periods.
-- grain: one row per account, product, period and kind of revenue
-- key: account_id, product_id, period_starts_on, revenue_type
-- parameters: account
-- columns: account_id, period_starts_on, revenue_type, is_unconverted
-- product_id: product
-- product_name: its name
-- revenue: amount in the reporting currency; null without an amount or a rate

select account_id, product_id, product_name, period_starts_on, revenue_type, revenue, is_unconverted
from revenue_periods
where $account is null or account_id = $account
order by
    account_id nulls last,
    revenue_type nulls last,
    period_starts_on nulls last,
    product_name nulls last,
    product_id nulls last
