-- Consults of opportunities that belong to someone below the viewer, as the snapshots of the pipeline do.
-- grain: as consult_dates
-- key: as consult_dates

select consult_dates.*
from marts.consult_dates as consult_dates
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = consult_dates.owner_id
    )
