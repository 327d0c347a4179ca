-- The day of the data, for everyone who works here.
-- grain: as export_run
-- key: as export_run

select export_run.*
from marts.export_run as export_run
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
