-- Interactions as exported, renamed and classified.
-- grain: one row per interaction
-- key: interaction_id

select
    interaction_id,
    contact_id,
    user_id as person_id,
    interaction_date as interaction_on,
    allowed.interactions_direction(direction) as direction,
    allowed.interactions_kind(kind) as kind
from exports.interactions
