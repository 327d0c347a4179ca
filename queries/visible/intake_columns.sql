-- The loader's record of columns, for those who may see everything.
-- grain: as intake_columns
-- key: as intake_columns

select columns.*
from intake.columns as columns
where
    exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
