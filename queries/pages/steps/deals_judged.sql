-- Open deals within the filters, each with what speaks against it most and what to do about it. Whatever lists, counts or
-- prints deals to act on reads it here, so that page, pack and sheet name the same deals and the same advice.
-- grain: one row per open opportunity
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: as scoped_open_deals
-- is_in_review: closes in the running quarter, is past due or has no close date
-- severity: act or watch, the most pressing of what was found; null where nothing was
-- finding: what was found that presses most
-- finding_name: what that is called
-- evidence: its facts
-- suggested_action: what to do about it, beginning with a verb
-- findings: the names of all that was found, the most pressing first
-- worth: amount, nothing where it is negative or unknown

select
    deals.*,
    deals.close_on is null or coalesce(deals.landing <= 0, false) as is_in_review,
    verdicts.severity,
    verdicts.finding,
    verdicts.finding_name,
    verdicts.evidence,
    verdicts.suggested_action,
    verdicts.findings,
    case when deals.amount > 0 then deals.amount else 0 end as worth
from scoped_open_deals as deals
left join deal_verdicts as verdicts on verdicts.opportunity_id = deals.opportunity_id
