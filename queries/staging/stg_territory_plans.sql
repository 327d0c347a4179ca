-- Territory plans as exported, renamed and classified.
-- grain: one row per person and fiscal year
-- key: person_id, fiscal_year

select
    user_id as person_id,
    fiscal_year,
    presented_q1_on,
    presented_q3_on
from exports.territory_plans
