-- What the last load did, in numbers.
-- grain: one row; none for a viewer who may not see everything
-- key: files_given
-- columns: rows_loaded, rows_quarantined, rows_folded
-- files_given: files in the folder that was loaded
-- files_loaded: of those, loaded
-- files_left_aside: of those, skipped: nothing of ours
-- files_refused: of those, unreadable
-- records_read: records in the loaded files
-- cells_flagged: cells loaded though doubtful
-- columns_unused: columns of the files that mean nothing here

with

counted as (

    select
        count(*) as files_given,
        count(*) filter (where status in ('loaded', 'empty')) as files_loaded,
        count(*) filter (where status = 'left_aside') as files_left_aside,
        count(*) filter (where status = 'refused') as files_refused,
        sum(records_read) filter (where status = 'loaded') as records_read,
        sum(rows_loaded) as rows_loaded,
        sum(rows_quarantined) as rows_quarantined,
        sum(rows_folded) as rows_folded
    from intake_files

)

select
    cast(files_given as bigint) as files_given,
    cast(files_loaded as bigint) as files_loaded,
    cast(files_left_aside as bigint) as files_left_aside,
    cast(files_refused as bigint) as files_refused,
    cast(coalesce(records_read, 0) as bigint) as records_read,
    cast(coalesce(rows_loaded, 0) as bigint) as rows_loaded,
    cast(coalesce(rows_quarantined, 0) as bigint) as rows_quarantined,
    cast(coalesce(rows_folded, 0) as bigint) as rows_folded,
    (select cast(count(*) as bigint) from intake_flags) as cells_flagged,
    (select cast(count(*) as bigint) from intake_columns where matched_by = 'unused') as columns_unused
from counted
where files_given > 0
