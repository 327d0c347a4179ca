-- Why the viewer sees what they see.
-- grain: as account_access
-- key: as account_access

select access.*
from marts.account_access as access
where access.viewer_id = $viewer and access.until_on >= $today
