-- Deals that could be pulled into the next quarter: expected in the quarter after it, in a late stage and with no rule to act on.
-- grain: one row per such open deal
-- key: opportunity_id
-- parameters: team, owner, region, most
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, opportunity_name, account_name, person_name, category_label, stage, amount, close_on, next_step
-- columns: list_place, listed_rows

with

listed as (

    select
        deals.opportunity_id,
        deals.opportunity_name,
        deals.account_name,
        deals.owner_name as person_name,
        deals.category_label,
        deals.stage,
        deals.amount,
        deals.close_on,
        deals.next_step,
        cast(row_number() over (order by deals.amount desc nulls last, deals.opportunity_id nulls last) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows
    from scoped_open_deals as deals
    cross join thresholds
    where
        deals.landing = 2
        and deals.stage_order >= thresholds.late_stage
        and deals.forecast_category <> 'omitted'
        and not exists (
            select 1
            from hygiene_flags
            where hygiene_flags.opportunity_id = deals.opportunity_id and hygiene_flags.severity = 'act'
        )

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by listed.list_place nulls last
