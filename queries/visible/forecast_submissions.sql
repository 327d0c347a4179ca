-- Forecast submissions of the viewer and of everyone below.
-- grain: as forecast_submissions
-- key: as forecast_submissions

select forecast_submissions.*
from staging.stg_forecast_submissions as forecast_submissions
where
    exists (select 1 from marts.reports where manager_id = $viewer and person_id = forecast_submissions.person_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
