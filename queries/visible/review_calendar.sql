-- The review calendar: the same for everyone who works here, nothing for a stranger.
-- grain: as review_calendar
-- key: as review_calendar

select review_calendar.*
from marts.review_calendar as review_calendar
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
