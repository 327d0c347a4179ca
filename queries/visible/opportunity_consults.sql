-- Consult candidates that belong to someone below the viewer, as the snapshots of the pipeline do.
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
