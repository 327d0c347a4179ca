-- What a quarter's deals came to, the largest of each outcome: as many as a pack holds.
-- grain: one row per deal and outcome
-- key: opportunity_id, outcome
-- parameters: team, owner, region, categories, policy, ownership, bucket, population, most
-- $as_of: last snapshot of the quarter; null means the newest snapshot
-- $compare_to: first snapshot of the quarter; null means the whole snapshot before
-- $quarter: label of the fiscal quarter; null means that of the day looked at
-- $segment: segment of the deal; null means every segment
-- $form: of the waterfall; null means the two snapshots alone
-- columns: as pack_outcomes, list_place, listed_rows

with

listed as (

    select
        outcomes.*,
        cast(row_number() over (
            order by outcomes.outcome_place nulls last, outcomes.outcome nulls last
        ) as bigint) as list_place,
        cast(count(*) over (partition by outcomes.outcome) as bigint) as listed_rows
    from pack_outcomes as outcomes

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by listed.outcome desc nulls last, listed.list_place nulls last
