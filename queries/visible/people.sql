-- The viewer, everyone below, and whoever owns or works on an account that the viewer may see.
-- grain: as people
-- key: as people

select people.*
from marts.people as people
where
    exists (
        select 1
        from marts.person_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.person_id = people.person_id
    )
