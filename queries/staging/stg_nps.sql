-- Nps as exported, renamed and classified.
-- grain: one row per survey answer
-- key: response_id

select
    response_id,
    account_id,
    contact_id,
    score,
    response_date as response_on,
    case when survey in ('nps', 'csat') then survey when survey is not null then 'other' end as survey,
    nullif(trim(comment), '') as comment
from exports.nps
