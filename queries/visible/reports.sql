-- The part of the reporting tree at and below the viewer.
-- grain: as reports
-- key: as reports

select reports.*
from marts.reports as reports
where
    exists (select 1 from marts.reports as mine where mine.manager_id = $viewer and mine.person_id = reports.manager_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
