-- Accounts that the viewer may see.
-- grain: as accounts
-- key: as accounts

select accounts.*
from marts.accounts as accounts
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = accounts.account_id
    )
