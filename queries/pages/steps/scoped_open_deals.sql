-- Open deals within the filters, with their owner's name.
-- grain: one row per open opportunity
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: as named_open_deals

select deals.*
from named_open_deals as deals
where
    ($owner is null or deals.owner_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = deals.owner_id)
    )
    and ($region is null or deals.region = $region)
    and ($segment is null or deals.segment = $segment)
