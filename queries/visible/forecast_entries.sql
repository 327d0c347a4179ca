-- Calls as handed in by the viewer and everyone below.
-- grain: as forecast_entries
-- key: as forecast_entries

select forecast_entries.*
from marts.forecast_entries as forecast_entries
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = forecast_entries.person_id
    )
