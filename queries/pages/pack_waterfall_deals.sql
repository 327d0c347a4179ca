-- The deals behind each step of the waterfall, the largest of each: as many as a pack holds, in the order of the steps.
-- grain: one row per deal and step
-- key: opportunity_id, after_on, bucket
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, bucket, population, most
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: as pipeline_waterfall_deals, list_place, listed_rows
-- step_place: order of the steps
-- deal_place: order within the step, from 1

with

ordered as (

    select
        deals.*,
        steps.place as step_place,
        cast(row_number() over (
            partition by deals.bucket
            order by abs(deals.step_amount) desc nulls last, deals.opportunity_id nulls last, deals.after_on nulls last
        ) as bigint) as deal_place
    from pipeline_waterfall_deals as deals
    inner join waterfall_steps as steps on steps.bucket = deals.bucket

),

listed as (

    select
        ordered.*,
        cast(row_number() over (order by deal_place nulls last, step_place nulls last) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows
    from ordered

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by listed.step_place nulls last, listed.deal_place nulls last, listed.list_place nulls last
