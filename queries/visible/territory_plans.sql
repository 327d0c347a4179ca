-- Territory plans of the viewer and of everyone below.
-- grain: as territory_plans
-- key: as territory_plans

select territory_plans.*
from staging.stg_territory_plans as territory_plans
where
    exists (select 1 from marts.reports where manager_id = $viewer and person_id = territory_plans.person_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
