-- Steps of the waterfall: the same for everyone who works here, nothing for a stranger.
-- grain: as waterfall_steps
-- key: as waterfall_steps

select waterfall_steps.*
from marts.waterfall_steps as waterfall_steps
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
