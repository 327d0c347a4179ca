-- Nps as exported, renamed and classified.
-- grain: one row per survey answer
-- key: response_id

select
    response_id,
    account_id,
    contact_id,
    score,
    response_date as response_on,
    allowed.nps_survey(survey) as survey,
    nullif(trim(comment), '') as comment
from exports.nps
