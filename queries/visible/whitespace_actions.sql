-- Whitespace actions of accounts that the viewer may see.
-- grain: as whitespace_actions
-- key: as whitespace_actions

select whitespace_actions.*
from marts.whitespace_actions as whitespace_actions
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = whitespace_actions.account_id
    )
