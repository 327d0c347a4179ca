-- What the viewer and everyone below won, week by week.
-- grain: as owner_weeks
-- key: as owner_weeks

select owner_weeks.*
from marts.owner_weeks as owner_weeks
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = owner_weeks.owner_id
    )
