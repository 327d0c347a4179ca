-- The part of the reporting tree at and below the viewer.
-- grain: as reports
-- key: as reports

select reports.*
from marts.reports as reports
where
    exists (
        select 1
        from marts.subtree_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.person_id = reports.manager_id
    )
