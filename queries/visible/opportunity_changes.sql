-- Changes of opportunities that belonged below the viewer both before and after: what was, is not for those who came later.
-- grain: as opportunity_changes
-- key: as opportunity_changes

select opportunity_changes.*
from marts.opportunity_changes as opportunity_changes
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = opportunity_changes.owner_id
    )
    and exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = opportunity_changes.owner_before_id
    )
