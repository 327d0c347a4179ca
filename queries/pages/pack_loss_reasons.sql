-- Why the deals of a quarter were lost, by amount, with the competitors they were lost to.
-- grain: one row per reason as written
-- key: outcome_reason
-- parameters: team, owner, region, categories, policy, ownership, bucket, population
-- $as_of: last snapshot of the quarter; null means the newest snapshot
-- $compare_to: first snapshot of the quarter; null means the whole snapshot before
-- $quarter: label of the fiscal quarter; null means that of the day looked at
-- $segment: segment of the deal; null means every segment
-- $form: of the waterfall; null means the two snapshots alone
-- outcome_reason: reason as written, or that nobody wrote one
-- deals: deals lost for it
-- amount: their value, positive amounts only
-- amount_part_share: amount by all that was lost; null where that is nothing
-- competitors: competitors named in them; null where nobody named one

with

lost as (

    select
        coalesce(outcome_reason, 'no reason written') as outcome_reason,
        competitor,
        case when amount > 0 then amount else 0 end as amount
    from pack_outcomes
    where outcome = 'lost'

),

told as (

    select
        outcome_reason,
        count(*) as deals,
        sum(amount) as amount,
        string_agg(distinct competitor, ', ' order by competitor nulls last) as competitors
    from lost
    group by outcome_reason

)

select
    outcome_reason,
    cast(deals as bigint) as deals,
    cast(amount as decimal(18, 2)) as amount,
    cast(amount as double) / nullif(cast(sum(amount) over (partition by 1) as double), 0) as amount_part_share,
    competitors
from told
order by amount desc nulls last, outcome_reason nulls last
