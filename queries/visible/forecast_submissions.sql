-- Forecast submissions of the viewer and of everyone below.
-- grain: as forecast_submissions
-- key: as forecast_submissions

select forecast_submissions.*
from staging.stg_forecast_submissions as forecast_submissions
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = forecast_submissions.person_id
    )
