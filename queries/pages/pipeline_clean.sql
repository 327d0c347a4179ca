-- What is left of the open pipeline of the quarter when deals nobody should count on are taken off,
-- each once, in this order (2.4).
-- Stale deals and serial pushers are known for the newest snapshot only; before it they are not taken off.
-- grain: one row per step
-- key: step
-- parameters: as_of, compare_to, team, owner, region, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: place
-- step: open, what is taken off, or clean
-- deals: deals, negative where taken off
-- amount: their value, negative where taken off

with

flagged as (

    select
        opportunity_id,
        max(case when rule = 'H7' then 1 else 0 end) = 1 as is_stale,
        max(case when rule = 'H8' then 1 else 0 end) = 1 as is_pushed
    from hygiene_flags
    where rule in ('H7', 'H8') and (select as_of_on = newest_on from pipeline_asked)
    group by opportunity_id

),

reasons as (

    select
        deals.amount,
        case
            when deals.is_past_due then 'past due'
            when deals.is_unamounted then 'no amount'
            when flagged.is_stale then 'stale'
            when flagged.is_pushed then 'serial pushers'
        end as step
    from pipeline_day as deals
    left join flagged on flagged.opportunity_id = deals.opportunity_id
    where deals.is_counted

),

steps as (

    select 'open' as step, 0 as place, count(*) as deals, coalesce(sum(amount), 0) as amount from reasons
    union all
    select 'past due', 1, -count(*), -coalesce(sum(amount), 0) from reasons where step = 'past due'
    union all
    select 'no amount', 2, -count(*), -coalesce(sum(amount), 0) from reasons where step = 'no amount'
    union all
    select 'stale', 3, -count(*), -coalesce(sum(amount), 0) from reasons where step = 'stale'
    union all
    select 'serial pushers', 4, -count(*), -coalesce(sum(amount), 0) from reasons where step = 'serial pushers'
    union all
    select 'clean', 9, count(*), coalesce(sum(amount), 0) from reasons where step is null

)

select
    steps.step,
    cast(steps.place as integer) as place,
    cast(steps.deals as bigint) as deals,
    cast(steps.amount as decimal(18, 2)) as amount
from steps
inner join pipeline_asked as asked on asked.as_of_on is not null
order by place nulls last
