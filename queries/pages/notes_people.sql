-- Whose notes the viewer may read and write: their own and those of everyone below.
-- grain: one row per person
-- key: person_id
-- columns: person_id

select person_id
from led_people
order by person_id nulls last
