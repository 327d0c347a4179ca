-- Coverage of the key people of accounts that the viewer may see.
-- grain: as account_coverage
-- key: as account_coverage

select account_coverage.*
from marts.account_coverage as account_coverage
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_coverage.account_id
    )
