-- What the viewer, and everyone below, answers for.
-- grain: as quota_scopes
-- key: as quota_scopes

select quota_scopes.*
from marts.quota_scopes as quota_scopes
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = quota_scopes.person_id
    )
