-- Pairs of our people and key people of accounts that the viewer may see.
-- grain: as coverage_pairs
-- key: as coverage_pairs

select coverage_pairs.*
from marts.coverage_pairs as coverage_pairs
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = coverage_pairs.account_id
    )
