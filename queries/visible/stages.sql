-- Stages: the same for everyone who works here, nothing for a stranger.
-- grain: as stages
-- key: as stages

select stages.*
from staging.stg_stages as stages
where
    exists (select 1 from marts.people where person_id = $viewer and is_active)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
