-- The manifest of the exports, for those who may see everything.
-- grain: as export_manifest
-- key: as export_manifest

select export_manifest.*
from staging.stg_export_manifest as export_manifest
where
    exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
