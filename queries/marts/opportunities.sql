-- Every opportunity that is not deleted, with its amount in the reporting currency.
-- grain: one row per opportunity
-- key: opportunity_id
-- columns: opportunity_id, opportunity_name, stage, stage_order, type, amount, amount_as_given, currency
-- columns: is_unconverted, forecast_category, is_closed, is_won, created_on, last_activity_on, next_step
-- columns: next_step_on, competitor, loss_reason
-- account_id: account; null where the export has none or an unknown one
-- owner_id: owner as exported
-- probability: 0 to 100
-- close_on: expected or actual close
-- closed_on: day it was closed, where exported
-- segment: segment of the deal as exported
-- stage1_exited_on: day it left discovery, where exported
-- product_ids: products, separated by semicolons

select
    opportunities.opportunity_id,
    coalesce(opportunities.name, opportunities.opportunity_id) as opportunity_name,
    accounts.account_id,
    opportunities.owner_id,
    opportunities.stage,
    cast(coalesce(opportunities.stage_order, stages.stage_order, stg_stage_numbers.stage_order, -1) as integer)
        as stage_order,
    opportunities.type,
    cast(opportunities.amount * rates.rate_to_reporting as decimal(18, 2)) as amount,
    opportunities.amount as amount_as_given,
    coalesce(opportunities.currency, thresholds.reporting_currency) as currency,
    opportunities.amount is not null and rates.currency is null as is_unconverted,
    opportunities.probability,
    opportunities.forecast_category,
    coalesce(opportunities.is_closed, stages.is_closed, false) as is_closed,
    coalesce(opportunities.is_won, stages.is_won, false) as is_won,
    opportunities.close_on,
    opportunities.closed_on,
    opportunities.created_on,
    opportunities.last_activity_on,
    opportunities.next_step,
    opportunities.next_step_on,
    opportunities.competitor,
    opportunities.loss_reason,
    opportunities.segment,
    opportunities.stage1_exited_on,
    opportunities.product_ids
from stg_opportunities as opportunities
cross join thresholds
left join stage_outcomes as stages on stages.stage = opportunities.stage
left join stg_stage_numbers on stg_stage_numbers.stage = opportunities.stage
left join currency_rates as rates
    on rates.currency = coalesce(opportunities.currency, thresholds.reporting_currency)
left join stg_accounts as accounts on accounts.account_id = opportunities.account_id
order by opportunities.owner_id nulls last, opportunities.opportunity_id
