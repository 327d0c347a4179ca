-- Territory plans of the viewer and of everyone below.
-- grain: as territory_plans
-- key: as territory_plans

select territory_plans.*
from staging.stg_territory_plans as territory_plans
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = territory_plans.person_id
    )
