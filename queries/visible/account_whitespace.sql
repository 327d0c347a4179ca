-- Account whitespace of accounts that the viewer may see.
-- grain: as account_whitespace
-- key: as account_whitespace

select account_whitespace.*
from marts.account_whitespace as account_whitespace
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_whitespace.account_id
    )
