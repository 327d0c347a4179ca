-- Consults of opportunities owned below the viewer, or on accounts that the viewer may see.
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
    or exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = consult_dates.account_id
    )
