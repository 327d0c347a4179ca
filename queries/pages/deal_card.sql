-- One deal as it is today: whose it is, where it is, what it asks for and how often its close date moved out.
-- grain: one row, none where the deal lies outside the view
-- key: opportunity_id
-- $opportunity: the deal
-- columns: opportunity_id, opportunity_name, account_id, account_name, owner_name, amount, category_label, stage
-- columns: next_step, next_step_on, severity, evidence, suggested_action, pushes
-- close_on: expected or actual close
-- deal_state: open, won or lost

select
    deals.opportunity_id,
    deals.opportunity_name,
    accounts.account_id,
    accounts.account_name,
    coalesce(owners.person_name, deals.owner_id) as owner_name,
    deals.amount,
    deals.close_on,
    categories.label as category_label,
    deals.stage,
    case when deals.is_won then 'won' when deals.is_closed then 'lost' else 'open' end as deal_state,
    deals.next_step,
    deals.next_step_on,
    findings.severity,
    findings.evidence,
    findings.suggested_action,
    pushes.pushes
from opportunities as deals
left join accounts on accounts.account_id = deals.account_id
left join people as owners on owners.person_id = deals.owner_id
left join forecast_categories as categories on categories.category = deals.forecast_category
left join opportunity_pushes as pushes on pushes.opportunity_id = deals.opportunity_id
left join deal_findings as findings on findings.opportunity_id = deals.opportunity_id and findings.finding_place = 1
where deals.opportunity_id = $opportunity
