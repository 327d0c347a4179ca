-- The submitters at and below the viewer.
-- grain: as forecast_submitters
-- key: as forecast_submitters

select forecast_submitters.*
from marts.forecast_submitters as forecast_submitters
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = forecast_submitters.person_id
    )
