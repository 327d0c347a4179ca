-- Lifecycle stages: the same for everyone who works here, nothing for a stranger.
-- grain: as lifecycle_stages
-- key: as lifecycle_stages

select lifecycle_stages.*
from marts.lifecycle_stages as lifecycle_stages
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
