-- What moved the pipeline of a quarter, the largest first: the steps of the waterfall, with what was won or lost after the
-- last snapshot added to what was won or lost by then.
-- grain: one row per effect that moved anything
-- key: effect
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- deals: deals it moved
-- effect: the step in words: won, lost, pushed out and so on
-- amount: what it added to the open pipeline; negative where it took away

with

told as (

    select
        case when outcome is not null and bucket <> 'won, close date to come' then outcome else bucket end as effect,
        amount,
        deals
    from pipeline_waterfall
    where kind in ('in', 'change', 'out')

)

select effect, cast(sum(deals) as bigint) as deals, cast(sum(amount) as decimal(18, 2)) as amount
from told
group by effect
having sum(deals) > 0
order by abs(sum(amount)) desc nulls last, effect nulls last
