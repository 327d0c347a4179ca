-- What became of the deals that did not pass a month's gate of this quarter: lifted, pushed, closed or still there (S98).
-- A month's gate is the last whole snapshot up to its first day, else the first one in it. Month 1 asks for H1, month 2
-- for H2, month 3 for H2 and H3. Pushing clears a deal too, so it is told apart from lifting its category (2.5).
-- grain: one row per month of this quarter so far, and opportunity that did not pass its gate
-- key: month_of_fq, opportunity_id
-- columns: month_of_fq, gate_on, opportunity_id, account_id, region, segment, category_then, category_now, close_then_on, outcome
-- columns: outcome_place
-- rule: H1, H2 or H3, the first it did not pass
-- owner_id: its owner now; the owner then where it is gone
-- owner_then_id: its owner on the day of the gate
-- amount_then: amount on that day, in the reporting currency
-- close_on: expected or actual close now

with

months as (

    select 1 as month_of_fq, quarter_starts_on as starts_on from review_calendar
    union all
    select 2, month2_starts_on from review_calendar
    union all
    select 3, month3_starts_on from review_calendar

),

whole_days as (

    select
        months.month_of_fq,
        snapshot_days.snapshot_on,
        row_number() over (
            partition by months.month_of_fq
            order by
                case when snapshot_days.snapshot_on <= months.starts_on then 0 else 1 end nulls last,
                case when snapshot_days.snapshot_on <= months.starts_on then snapshot_days.snapshot_on end desc nulls last,
                snapshot_days.snapshot_on nulls last
        ) as place
    from months
    cross join review_calendar as days
    cross join thresholds
    inner join snapshot_days
        on date_diff('day', snapshot_days.snapshot_on, months.starts_on) between -30 and thresholds.max_staleness
    where
        months.starts_on <= days.as_of_on
        and snapshot_days.snapshot_on <= days.as_of_on
        and not snapshot_days.is_partial

),

stopped as (

    select
        gates.month_of_fq,
        gates.snapshot_on as gate_on,
        case
            when states.forecast_category <> 'best_case' and gates.month_of_fq = 1 then 'H1'
            when states.forecast_category <> 'best_case' then 'H2'
            else 'H3'
        end as rule,
        states.opportunity_id,
        states.account_id,
        states.region,
        states.segment,
        states.owner_id as owner_then_id,
        states.forecast_category as category_then,
        states.stage_order as stage_order_then,
        states.amount as amount_then,
        states.close_on as close_then_on
    from whole_days as gates
    cross join review_calendar as days
    cross join thresholds
    inner join opportunity_snapshots as states on states.snapshot_on = gates.snapshot_on
    inner join hygiene_checks as h2 on h2.rule = 'H2' and h2.verdict <> 'not checked'
    inner join hygiene_checks as h8 on h8.rule = 'H8' and h8.verdict <> 'not checked'
    where
        gates.place = 1
        and not states.is_deleted
        and not states.is_closed
        and states.close_on between days.quarter_starts_on and days.quarter_ends_on
        and (
            (gates.month_of_fq = 1 and states.forecast_category in ('pipeline', 'unclassified'))
            or (
                gates.month_of_fq > 1
                and states.forecast_category in ('pipeline', 'unclassified', 'closed')
                and (thresholds.gate_has_renewals or states.type is distinct from 'renewal')
            )
            or (
                gates.month_of_fq = 3
                and states.forecast_category = 'best_case'
                and states.stage_order between 0 and thresholds.tighten_stage - 1
            )
        )

),

judged as (

    select
        stopped.*,
        coalesce(deals.owner_id, case when deals.opportunity_id is null then stopped.owner_then_id else 'unassigned' end)
            as owner_id,
        deals.forecast_category as category_now,
        deals.close_on,
        case
            when deals.opportunity_id is null then 'gone'
            when deals.is_won then 'won'
            when deals.is_closed then 'lost'
            when deals.close_on > days.quarter_ends_on then 'cleared by push'
            when deals.forecast_category = 'omitted' then 'omitted'
            when stopped.rule = 'H3'
                and (
                    deals.forecast_category in ('commit', 'most_likely')
                    or (deals.forecast_category = 'best_case' and deals.stage_order >= thresholds.tighten_stage)
                ) then 'cleared by upgrade'
            when stopped.rule <> 'H3' and deals.forecast_category in ('commit', 'best_case', 'most_likely')
                then 'cleared by upgrade'
            else 'still there'
        end as outcome
    from stopped
    cross join review_calendar as days
    cross join thresholds
    left join opportunities as deals on deals.opportunity_id = stopped.opportunity_id

)

select
    cast(month_of_fq as integer) as month_of_fq,
    gate_on,
    rule,
    opportunity_id,
    account_id,
    region,
    segment,
    owner_id,
    owner_then_id,
    category_then,
    category_now,
    amount_then,
    close_then_on,
    close_on,
    outcome,
    cast(
        case outcome
            when 'still there' then 1
            when 'cleared by upgrade' then 2
            when 'cleared by push' then 3
            when 'won' then 4
            when 'lost' then 5
            when 'omitted' then 6
            else 7
        end as integer
    ) as outcome_place
from judged
order by month_of_fq, outcome_place, opportunity_id
