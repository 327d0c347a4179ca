-- Forecast calls of the viewer and of everyone below.
-- grain: as forecast_calls
-- key: as forecast_calls

select forecast_calls.*
from marts.forecast_calls as forecast_calls
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = forecast_calls.person_id
    )
