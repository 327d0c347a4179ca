-- Which deals count against the quotas: their measure decides, unless the setting bookings_population does (C14).
-- grain: one row
-- key: population
-- quota_measure: measure of the quotas that count: bookings, net_arr or revenue; null without any
-- population: new and expansion for net ARR, else all

with

measured as (

    select min(measure) as quota_measure from quota_rows where outcome = 'counted'

)

select
    measured.quota_measure,
    case
        when thresholds.bookings_population <> 'auto' then thresholds.bookings_population
        when measured.quota_measure = 'net_arr' then 'new and expansion'
        else 'all'
    end as population
from measured
cross join thresholds
