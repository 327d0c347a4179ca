-- First sights of the deals of the viewer and of everyone below.
-- grain: as created_pipeline
-- key: as created_pipeline

select created_pipeline.*
from marts.created_pipeline as created_pipeline
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = created_pipeline.owner_id
    )
