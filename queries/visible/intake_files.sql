-- The loader's record of files, for those who may see everything.
-- grain: as intake_files
-- key: as intake_files

select files.*
from intake.files as files
where
    exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
