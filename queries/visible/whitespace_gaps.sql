-- Whitespace gaps of accounts that the viewer may see.
-- grain: as whitespace_gaps
-- key: as whitespace_gaps

select whitespace_gaps.*
from marts.whitespace_gaps as whitespace_gaps
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = whitespace_gaps.account_id
    )
