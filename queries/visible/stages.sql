-- Stages: the same for everyone who works here, nothing for a stranger.
-- grain: as stages
-- key: as stages

select stages.*
from staging.stg_stages as stages
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
