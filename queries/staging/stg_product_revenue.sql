-- Product revenue as exported, renamed and classified.
-- grain: one row per account, product, period and kind of revenue
-- key: account_id, product_id, period_starts_on, revenue_type

select
    account_id,
    product_id,
    period_start as period_starts_on,
    revenue,
    allowed.product_revenue_revenue_type(revenue_type) as revenue_type,
    upper(nullif(trim(currency), '')) as currency
from exports.product_revenue
