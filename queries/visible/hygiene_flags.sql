-- Flags of open deals that belong to someone below the viewer, as the snapshots of the pipeline do.
-- grain: as hygiene_flags
-- key: as hygiene_flags

select hygiene_flags.*
from marts.hygiene_flags as hygiene_flags
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = hygiene_flags.owner_id
    )
