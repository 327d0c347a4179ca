-- The weeks in which calls were due, for everyone who works here.
-- grain: as forecast_weeks
-- key: as forecast_weeks

select weeks.*
from marts.forecast_weeks as weeks
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
