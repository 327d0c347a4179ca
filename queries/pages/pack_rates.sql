-- The rates that amounts of a pack are converted at: one a currency, as of the day of the data.
-- grain: one row per currency that is converted
-- key: currency
-- columns: rate_to_reporting
-- currency: ISO code
-- rate_on: day of the rate; null where the export has none

select currency_rates.currency, currency_rates.rate_to_reporting, currency_rates.rate_on
from currency_rates
cross join thresholds
where currency_rates.currency <> thresholds.reporting_currency
order by currency_rates.currency nulls last
