-- Relationships of accounts that the viewer may see.
-- grain: as account_relationships
-- key: as account_relationships

select account_relationships.*
from marts.account_relationships as account_relationships
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_relationships.account_id
    )
