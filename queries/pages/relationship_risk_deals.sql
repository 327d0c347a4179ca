-- Open Best Case, Most Likely and Commit deals on key accounts, with what threatens each (S106).
-- grain: one row per such deal
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, opportunity_name, account_id, account_name, person_name, category_label, amount, close_on
-- columns: is_this_quarter
-- person_id: its owner
-- risk_state: act, watch, not judged or no reason known
-- risk_reasons: the reasons in words; null without one
-- has_no_plan: no live plan; null is unknown
-- has_stale_plan: the plan is old or behind events; null is unknown
-- is_below_l3: no senior supporter; null is unknown
-- is_single_threaded: at most one contact in touch; null is unknown

select
    risks.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.owner_id as person_id,
    deals.owner_name as person_name,
    risks.risk_state,
    risks.risk_reasons,
    risks.has_no_plan,
    risks.has_stale_plan,
    risks.is_below_l3,
    risks.is_single_threaded,
    deals.category_label,
    deals.amount,
    deals.close_on,
    coalesce(risks.is_this_quarter, false) as is_this_quarter
from opportunity_risks as risks
inner join scoped_open_deals as deals on deals.opportunity_id = risks.opportunity_id
order by
    risks.risk_place nulls last,
    deals.amount desc nulls last,
    deals.opportunity_id nulls last
