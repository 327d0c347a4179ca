-- Deals of an AE that are due to be gone through with the whole team, in the order of 2.5: in Commit and due, this
-- quarter, most slips, largest, longest not gone through.
-- grain: one row per open opportunity that is due for a consult
-- key: opportunity_id
-- $owner: the AE; null means everyone the viewer may see
-- columns: opportunity_id, opportunity_name, account_id, account_name, amount, close_on, reason, last_consult_on
-- forecast_category: category, in words

select
    consults.opportunity_id,
    opportunities.opportunity_name,
    consults.account_id,
    accounts.account_name,
    consults.amount,
    replace(opportunities.forecast_category, '_', ' ') as forecast_category,
    opportunities.close_on,
    consults.reason,
    consults.last_consult_on
from opportunity_consults as consults
inner join opportunities on opportunities.opportunity_id = consults.opportunity_id
left join accounts on accounts.account_id = consults.account_id
where consults.is_due and ($owner is null or consults.owner_id = $owner)
order by
    consults.is_commit_due desc nulls last,
    consults.is_this_quarter desc nulls last,
    consults.quarter_slips desc nulls last,
    consults.amount desc nulls last,
    consults.days_since desc nulls last,
    consults.opportunity_id nulls last
