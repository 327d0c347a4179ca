-- Quotas of the viewer and of everyone below.
-- grain: as quotas
-- key: as quotas

select quotas.*
from staging.stg_quotas as quotas
where
    exists (select 1 from marts.reports where manager_id = $viewer and person_id = quotas.person_id)
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
