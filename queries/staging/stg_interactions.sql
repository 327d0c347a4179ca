-- Interactions as exported, renamed and classified.
-- grain: one row per interaction
-- key: interaction_id

select
    interaction_id,
    contact_id,
    user_id as person_id,
    interaction_date as interaction_on,
    case when direction in ('two_way', 'outbound', 'inbound') then direction when direction is not null then 'other' end as direction,
    case when kind in ('meeting', 'call', 'email', 'event', 'other') then kind when kind is not null then 'other' end as kind
from exports.interactions
