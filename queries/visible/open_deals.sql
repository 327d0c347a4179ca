-- Open deals owned below the viewer, or on accounts that the viewer may see.
-- grain: as open_deals
-- key: as open_deals

select open_deals.*
from marts.open_deals as open_deals
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = open_deals.owner_id
    )
    or exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = open_deals.account_id
    )
