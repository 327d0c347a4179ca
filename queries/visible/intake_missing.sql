-- Tables and columns that no export carries, for everyone who works here.
-- grain: as intake_missing
-- key: as intake_missing

select missing.*
from intake.missing as missing
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
