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
    allowed.quotas_measure(measure) as measure,
    allowed.quotas_level(level) as level,
    ramp_pct
from exports.quotas
