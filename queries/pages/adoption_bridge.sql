-- The adoption bridge between two days: two bars, each from its start to its end (1.1.4).
-- Start plus every change equals the end, in accounts, for any scope.
-- grain: one row per bar and step
-- key: bar, bucket
-- parameters: day, before, team, owner, region, segment
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: bar, place
-- bucket: start, the reason of a change, or end
-- accounts: accounts at the start or end, or changed for that reason; reasons that take away are negative
-- day_on: the day of a start or end

with

ends as (

    select
        count(*) filter (where from_on <= before_on and to_on > before_on) as eligible_before,
        count(*) filter (where from_on <= day_on and to_on > day_on) as eligible_now,
        count(*) filter (where from_on <= before_on and to_on > before_on and coverage <> 'none') as covered_before,
        count(*) filter (where from_on <= day_on and to_on > day_on and coverage <> 'none') as covered_now
    from scoped_spans
    cross join adoption_days as days
    where is_eligible

),

steps as (

    select 'eligible' as bar, 'start' as bucket, 0 as place, eligible_before as accounts, before_on as day_on
    from ends cross join adoption_days as days
    union all
    select 'eligible', 'end', 99, eligible_now, day_on from ends cross join adoption_days as days
    union all
    select 'covered', 'start', 0, covered_before, before_on from ends cross join adoption_days as days
    union all
    select 'covered', 'end', 99, covered_now, day_on from ends cross join adoption_days as days
    union all
    select
        bar,
        bucket,
        case bucket
            when 'received' then 1
            when 'handed over' then 2
            when 'became key' then 3
            when 'no longer key' then 4
            when 'deleted or merged' then 5
            when 'covered by parent gained' then 6
            when 'covered by parent lost' then 7
            when 'plan added' then 8
            when 'plan closed' then 9
            else 10
        end,
        sum(change),
        null
    from adoption_bridge_accounts
    group by bar, bucket

)

select bar, bucket, cast(place as bigint) as place, cast(accounts as bigint) as accounts, day_on
from steps
order by bar desc nulls last, place nulls last, bucket nulls last
