-- The viewer, everyone below, and whoever owns or works on an account that the viewer may see.
-- grain: as people
-- key: as people

select people.*
from marts.people as people
where
    exists (select 1 from marts.reports where manager_id = $viewer and person_id = people.person_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
    or exists (
        select 1
        from marts.account_access as access
        inner join marts.accounts as accounts on accounts.account_id = access.account_id
        where
            access.viewer_id = $viewer
            and access.until_on >= $today
            and people.person_id in (accounts.owner_id, accounts.counted_under_id)
    )
    or exists (
        select 1
        from marts.account_access as access
        inner join staging.stg_account_team as team on team.account_id = access.account_id
        where access.viewer_id = $viewer and access.until_on >= $today and team.person_id = people.person_id
    )
