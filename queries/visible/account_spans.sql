-- Past and present of accounts, each time span belonging to its owner of that time.
-- Accounts seen through a team or a grant show the spans of their present owner alone.
-- grain: as account_spans
-- key: as account_spans

select spans.*
from marts.account_spans as spans
left join staging.stg_accounts as accounts on accounts.account_id = spans.account_id
where
    exists (select 1 from marts.reports where manager_id = $viewer and person_id = spans.owner_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
    or (
        spans.owner_id = accounts.owner_id
        and exists (
            select 1
            from marts.account_access as access
            where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = spans.account_id
        )
    )
