-- Accounts within the filters.
-- grain: one row per account
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: as accounts

select accounts.*
from accounts
where
    ($owner is null or accounts.counted_under_id = $owner)
    and (
        $team is null
        or exists (
            select 1 from reports where reports.manager_id = $team and reports.person_id = accounts.counted_under_id
        )
    )
    and ($region is null or accounts.region = $region)
    and ($segment is null or accounts.segment = $segment)
