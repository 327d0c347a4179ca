-- The loader's record of quarantine, for those who may see everything.
-- grain: as intake_quarantine
-- key: as intake_quarantine

select quarantine.*
from intake.quarantine as quarantine
where
    exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
