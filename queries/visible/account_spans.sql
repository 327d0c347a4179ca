-- Past and present of accounts, each time span belonging to its owner of that time.
-- Accounts seen through a team or a grant show the spans of their present owner alone.
-- grain: as account_spans
-- key: as account_spans

select spans.*
from marts.account_spans as spans
where
    exists (
        select 1
        from marts.tenure_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.tenure_id = spans.tenure_id
    )
