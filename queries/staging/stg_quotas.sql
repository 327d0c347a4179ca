-- Quotas as exported, renamed and classified.
-- grain: one row per person or team, period, measure and level
-- key: person_id, period_starts_on, measure, level

select
    user_id as person_id,
    period_start as period_starts_on,
    period_end as period_ends_on,
    nullif(trim(fiscal_label), '') as fiscal_label,
    amount,
    upper(nullif(trim(currency), '')) as currency,
    case when measure in ('bookings', 'net_arr', 'revenue') then measure when measure is not null then 'other' end as measure,
    case when level in ('rep', 'team', 'overlay') then level when level is not null then 'other' end as level,
    ramp_pct
from exports.quotas
