-- Opportunity stages of accounts that the viewer may see.
-- grain: as opportunity_stages
-- key: as opportunity_stages

select opportunity_stages.*
from marts.opportunity_stages as opportunity_stages
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = opportunity_stages.account_id
    )
