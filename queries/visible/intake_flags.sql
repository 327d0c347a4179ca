-- The loader's record of flags, for those who may see everything.
-- grain: as intake_flags
-- key: as intake_flags

select flags.*
from intake.flags as flags
where
    exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
