-- What became of the deals that did not pass each month's gate of this quarter: lifting and pushing told apart (2.5).
-- grain: one row per month of this quarter so far and outcome
-- key: month_of_fq, outcome
-- parameters: team, owner, region, month
-- $segment: segment of the deal; null means every segment
-- columns: month_of_fq, gate_on, outcome, outcome_place
-- gate_deals: deals
-- gate_amount: their value on the day of the gate, positive amounts only
-- month_deals: deals that did not pass that month's gate, all outcomes together

with

grouped as (

    select
        month_of_fq,
        gate_on,
        outcome,
        outcome_place,
        count(*) as gate_deals,
        sum(case when gate_amount > 0 then gate_amount else 0 end) as gate_amount
    from hygiene_gate_deals
    group by month_of_fq, gate_on, outcome, outcome_place

),

totals as (

    select month_of_fq, sum(gate_deals) as month_deals from grouped group by month_of_fq

)

select
    grouped.month_of_fq,
    grouped.gate_on,
    grouped.outcome,
    grouped.outcome_place,
    cast(grouped.gate_deals as bigint) as gate_deals,
    cast(grouped.gate_amount as decimal(18, 2)) as gate_amount,
    cast(totals.month_deals as bigint) as month_deals
from grouped
inner join totals on totals.month_of_fq = grouped.month_of_fq
order by grouped.month_of_fq desc nulls last, grouped.outcome_place nulls last
