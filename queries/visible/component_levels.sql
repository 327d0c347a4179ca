-- Component levels of accounts that the viewer may see.
-- grain: as component_levels
-- key: as component_levels

select component_levels.*
from marts.component_levels as component_levels
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = component_levels.account_id
    )
