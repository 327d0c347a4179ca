-- Account owner history of the accounts that the viewer may see.
-- grain: as account_owner_history
-- key: as account_owner_history

select account_owner_history.*
from staging.stg_account_owner_history as account_owner_history
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_owner_history.account_id
    )
