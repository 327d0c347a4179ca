-- Account events of the accounts that the viewer may see.
-- grain: as account_events
-- key: as account_events

select account_events.*
from staging.stg_account_events as account_events
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_events.account_id
    )
