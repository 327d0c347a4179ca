-- Whitespace cells of accounts that the viewer may see.
-- grain: as whitespace_cells
-- key: as whitespace_cells

select whitespace_cells.*
from marts.whitespace_cells as whitespace_cells
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = whitespace_cells.account_id
    )
