-- The one rate each currency is converted at: the latest on or before the day of the data.
-- grain: one row per currency that can be converted
-- key: currency
-- columns: rate_to_reporting
-- currency: ISO code
-- rate_on: day of the rate; null for the reporting currency itself

with

ranked as (

    select
        currency,
        rate_to_reporting,
        rate_on,
        row_number() over (partition by currency order by rate_on desc nulls last, rate_to_reporting nulls last) as place
    from stg_fx_rates
    cross join export_run
    where rate_to_reporting > 0 and (rate_on is null or rate_on <= as_of_on)

)

select currency, rate_to_reporting, rate_on
from ranked
cross join thresholds
where place = 1 and currency <> reporting_currency
union all
select reporting_currency, 1, null
from thresholds
