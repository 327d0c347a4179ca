-- Deals that did not pass a gate that belonged below the viewer both before and after: what was, is not for those who came later.
-- grain: as hygiene_gates
-- key: as hygiene_gates

select hygiene_gates.*
from marts.hygiene_gates as hygiene_gates
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = hygiene_gates.owner_id
    )
    and exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = hygiene_gates.owner_then_id
    )
