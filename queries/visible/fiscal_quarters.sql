-- The fiscal quarters, for everyone who works here.
-- grain: as fiscal_quarters
-- key: as fiscal_quarters

select quarters.*
from marts.fiscal_quarters as quarters
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
