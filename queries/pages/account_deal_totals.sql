-- Open, won and lost opportunities of an account, counted and summed.
-- grain: one row per account and outcome that has opportunities
-- key: account_id, outcome
-- parameters: account
-- columns: account_id
-- outcome: open, won or lost
-- outcome_place: order of the outcome
-- opportunities: opportunities in it
-- amount: their value in the reporting currency; null when none has one
-- without_amount: of these, without an amount or without a rate for its currency

select
    account_id,
    outcome,
    outcome_place,
    cast(count(*) as bigint) as opportunities,
    cast(sum(amount) as decimal(18, 2)) as amount,
    cast(count(*) filter (where amount is null) as bigint) as without_amount
from account_deals
group by account_id, outcome, outcome_place
order by account_id nulls last, outcome_place nulls last
