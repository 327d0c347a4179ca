-- Sums of the pipeline of the viewer and of everyone below.
-- grain: as pipeline_cube
-- key: as pipeline_cube

select sums.*
from marts.pipeline_cube as sums
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = sums.owner_id
    )
