-- Consult candidates owned below the viewer, or on accounts that the viewer may see.
-- grain: as opportunity_consults
-- key: as opportunity_consults

select opportunity_consults.*
from marts.opportunity_consults as opportunity_consults
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = opportunity_consults.owner_id
    )
    or exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = opportunity_consults.account_id
    )
