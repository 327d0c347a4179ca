-- Which calls make the call of the viewer's team and of every team below.
-- grain: as call_lines
-- key: as call_lines

select call_lines.*
from marts.call_lines as call_lines
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = call_lines.person_id
    )
