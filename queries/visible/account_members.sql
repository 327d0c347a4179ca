-- Account members of accounts that the viewer may see.
-- grain: as account_members
-- key: as account_members

select account_members.*
from marts.account_members as account_members
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_members.account_id
    )
