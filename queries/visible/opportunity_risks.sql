-- Opportunity risks on accounts that the viewer may see: what they rest on is the account's plan and people.
-- grain: as opportunity_risks
-- key: as opportunity_risks

select opportunity_risks.*
from marts.opportunity_risks as opportunity_risks
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = opportunity_risks.account_id
    )
