-- Relationship rungs of accounts that the viewer may see.
-- grain: as relationship_rungs
-- key: as relationship_rungs

select relationship_rungs.*
from marts.relationship_rungs as relationship_rungs
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = relationship_rungs.account_id
    )
