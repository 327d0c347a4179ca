-- The settings in force, for everyone who works here.
-- grain: as thresholds
-- key: as thresholds

select thresholds.*
from reference.thresholds as thresholds
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
