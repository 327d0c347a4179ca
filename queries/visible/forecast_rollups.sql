-- Roll-ups of the viewer and of everyone below.
-- grain: as forecast_rollups
-- key: as forecast_rollups

select forecast_rollups.*
from marts.forecast_rollups as forecast_rollups
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = forecast_rollups.person_id
    )
