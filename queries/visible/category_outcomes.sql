-- What became of the pipeline of the viewer and of everyone below.
-- grain: as category_outcomes
-- key: as category_outcomes

select category_outcomes.*
from marts.category_outcomes as category_outcomes
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = category_outcomes.owner_id
    )
