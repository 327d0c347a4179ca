-- Forecast submissions as exported, renamed and classified.
-- grain: one row per submission and category
-- key: person_id, period_starts_on, submitted_on, category, submitter_level

select
    user_id as person_id,
    period_start as period_starts_on,
    submitted_on,
    allowed.forecast_submissions_category(category) as category,
    amount,
    allowed.forecast_submissions_basis(basis) as basis,
    allowed.forecast_submissions_submitter_level(submitter_level) as submitter_level,
    upper(nullif(trim(currency), '')) as currency,
    submitted_at
from exports.forecast_submissions
