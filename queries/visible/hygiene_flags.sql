-- Flags of open deals owned below the viewer, or on accounts that the viewer may see.
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
    or exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = hygiene_flags.account_id
    )
