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

sums as (

    select coalesce(step, 'clean') as step, count(*) as deals, sum(amount) as amount from reasons group by step

),

names as (

    select 'open' as step, 0 as place, 1 as sign
    union all select 'past due', 1, -1
    union all select 'no amount', 2, -1
    union all select 'stale', 3, -1
    union all select 'serial pushers', 4, -1
    union all select 'clean', 9, 1

)

select
    names.step,
    cast(names.place as integer) as place,
    cast(names.sign * coalesce(sum(sums.deals), 0) as bigint) as deals,
    cast(names.sign * coalesce(sum(sums.amount), 0) as decimal(18, 2)) as amount
from names
inner join pipeline_asked as asked on asked.as_of_on is not null
left join sums on names.step = 'open' or sums.step = names.step
group by names.step, names.place, names.sign
order by names.place nulls last
