-- What the pipeline of a quarter was on an earlier day, what came, changed and went, and what it is (2.3).
-- Starting plus every step between equals the ending, in amount and in deals. The gross form adds up consecutive
-- snapshots and has no start and end of its own.
-- grain: one row per step
-- key: bucket
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: bucket, place, kind
-- outcome: won or lost for the steps of deals that closed
-- amount: what the step adds, in the reporting currency; negative where it takes away
-- deals: deals in the step; changes move none
-- begins_amount: where the step begins: the start and every step before it
-- tone: total, came, went, won, or doubtful for what may be a fault of the data alone: the colour of its bar
-- meaning: what puts a deal there

with

sums as (

    select bucket, sum(amount) as amount, count(*) as deals from pipeline_steps group by bucket

)

select
    names.bucket,
    names.place,
    names.kind,
    names.outcome,
    cast(coalesce(sums.amount, 0) as decimal(18, 2)) as amount,
    cast(coalesce(sums.deals, 0) as bigint) as deals,
    cast(
        case
            when names.kind in ('in', 'change', 'out')
                then sum(case when names.kind in ('end', 'note') then 0 else coalesce(sums.amount, 0) end)
                    over (order by names.place nulls last rows unbounded preceding) - coalesce(sums.amount, 0)
            else 0
        end as decimal(18, 2)
    ) as begins_amount,
    case
        when names.kind in ('start', 'end') then 'total'
        when names.is_doubtful then 'doubtful'
        when names.outcome = 'won' then 'won'
        when names.kind = 'in' or (names.kind = 'change' and sums.amount > 0) then 'came'
        else 'went'
    end as tone,
    names.meaning
from waterfall_steps as names
cross join pipeline_asked as asked
left join sums on sums.bucket = names.bucket
where
    asked.compare_on is not null
    and asked.as_of_on is not null
    and ($form is distinct from 'gross' or not (asked.is_as_of_partial or asked.is_compare_partial))
order by names.place nulls last
