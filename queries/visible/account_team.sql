-- Account team of the accounts that the viewer may see.
-- grain: as account_team
-- key: as account_team

select account_team.*
from staging.stg_account_team as account_team
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = account_team.account_id
    )
