-- The settings in force, for everyone who works here.
-- grain: as thresholds
-- key: as thresholds

select thresholds.*
from reference.thresholds as thresholds
where
    exists (select 1 from marts.people where person_id = $viewer and is_active)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
