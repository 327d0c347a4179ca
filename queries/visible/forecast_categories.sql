-- Forecast categories: the same for everyone who works here, nothing for a stranger.
-- grain: as forecast_categories
-- key: as forecast_categories

select forecast_categories.*
from marts.forecast_categories as forecast_categories
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
