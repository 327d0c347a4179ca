-- Forecast submissions as exported, renamed and classified.
-- grain: one row per submission and category
-- key: person_id, period_starts_on, submitted_on, category, submitter_level

select
    user_id as person_id,
    period_start as period_starts_on,
    submitted_on,
    case when category in ('commit', 'best_case', 'most_likely', 'pipeline', 'closed') then category when category is not null then 'other' end as category,
    amount,
    case when basis in ('cumulative', 'incremental') then basis when basis is not null then 'other' end as basis,
    case when submitter_level in ('rep', 'manager') then submitter_level when submitter_level is not null then 'other' end as submitter_level,
    upper(nullif(trim(currency), '')) as currency,
    submitted_at
from exports.forecast_submissions
