-- Fx rates as exported, renamed and classified.
-- grain: one row per currency and day
-- key: currency, rate_on

select
    upper(nullif(trim(currency), '')) as currency,
    rate_date as rate_on,
    rate_to_reporting
from exports.fx_rates
