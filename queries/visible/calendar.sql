-- The fiscal calendar, for everyone who works here.
-- grain: as calendar
-- key: as calendar

select calendar.*
from reference.calendar as calendar
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
