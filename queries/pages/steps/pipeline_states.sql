-- Each deal within the filters on the day looked at, with what it counts as (C13).
-- grain: one row per deal
-- key: opportunity_id
-- parameters: as_of, compare_to, team, owner, region, policy, ownership
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: as pipeline_deals

select deals.*
from pipeline_deals as deals
where
    ($owner is null or deals.person_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = deals.person_id)
    )
    and ($region is null or deals.region = $region)
    and ($segment is null or deals.segment = $segment)
