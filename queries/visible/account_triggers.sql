-- Account triggers of accounts that the viewer may see.
-- grain: as account_triggers
-- key: as account_triggers

select account_triggers.*
from marts.account_triggers as account_triggers
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_triggers.account_id
    )
