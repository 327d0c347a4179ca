-- Past rungs of accounts that the viewer may see.
-- grain: as relationship_quarters
-- key: as relationship_quarters

select relationship_quarters.*
from marts.relationship_quarters as relationship_quarters
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = relationship_quarters.account_id
    )
