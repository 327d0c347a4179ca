-- Fiscal calendar: the same for everyone who works here, nothing for a stranger.
-- grain: as fiscal_calendar
-- key: as fiscal_calendar

select fiscal_calendar.*
from staging.stg_fiscal_calendar as fiscal_calendar
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
