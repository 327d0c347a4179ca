-- Every opportunity on an account: open, won or lost.
-- grain: one row per opportunity
-- key: opportunity_id
-- parameters: account
-- columns: account_id, opportunity_id, opportunity_name, stage, amount, competitor, loss_reason, next_step
-- columns: risk_state, risk_reasons
-- outcome: open, won or lost
-- outcome_place: order of the outcome
-- opportunity_type: new, expansion, renewal or other
-- forecast_category: category in words
-- close_on: expected close while open, else the day it closed
-- is_past_due: open although its close date has passed
-- owner_name: owner of the deal
-- owner_id: that person; null where the name is not the viewer's to see

select
    deals.account_id,
    deals.opportunity_id,
    deals.opportunity_name,
    case when not deals.is_closed then 'open' when deals.is_won then 'won' else 'lost' end as outcome,
    case when not deals.is_closed then 1 when deals.is_won then 2 else 3 end as outcome_place,
    deals.type as opportunity_type,
    deals.stage,
    replace(deals.forecast_category, '_', ' ') as forecast_category,
    deals.amount,
    case when deals.is_closed then coalesce(deals.closed_on, deals.close_on) else deals.close_on end as close_on,
    not deals.is_closed and coalesce(deals.close_on < export_run.as_of_on, false) as is_past_due,
    people.person_name as owner_name,
    people.person_id as owner_id,
    deals.competitor,
    deals.loss_reason,
    deals.next_step,
    risks.risk_state,
    risks.risk_reasons
from opportunities as deals
cross join export_run
left join people on people.person_id = deals.owner_id
left join opportunity_risks as risks on risks.opportunity_id = deals.opportunity_id
where deals.account_id is not null and ($account is null or deals.account_id = $account)
order by
    deals.account_id nulls last,
    outcome_place nulls last,
    close_on desc nulls last,
    deals.opportunity_id nulls last
