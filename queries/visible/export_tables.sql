-- What is loaded and how old, for everyone who works here; row counts only for those who may see everything.
-- grain: as export_tables
-- key: as export_tables

select
    export_tables.table_name,
    case when exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today) then export_tables.files end as files,
    case when exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today) then export_tables.rows_loaded end as rows_loaded,
    export_tables.exported_at,
    export_tables.is_derived,
    export_tables.is_behind,
    export_tables.behind_days
from marts.export_tables as export_tables
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
