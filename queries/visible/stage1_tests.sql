-- Stage1 tests of accounts that the viewer may see.
-- grain: as stage1_tests
-- key: as stage1_tests

select stage1_tests.*
from marts.stage1_tests as stage1_tests
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = stage1_tests.account_id
    )
