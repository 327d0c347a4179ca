-- Fiscal calendar as exported, renamed and classified.
-- grain: one row per period
-- key: period_starts_on, period_type

select
    period_start as period_starts_on,
    period_end as period_ends_on,
    allowed.fiscal_calendar_period_type(period_type) as period_type,
    fiscal_year,
    fiscal_quarter,
    nullif(trim(label), '') as label
from exports.fiscal_calendar
