-- The open deals of the running quarter and the next one, in any category: those to act on, those to watch, then the
-- others, each by amount, each with what is missing and what threatens it, as of the day of the data (2.6).
-- grain: one row per open deal expected by the end of the next quarter, past due and undated ones included
-- key: opportunity_id
-- parameters: team, owner, region, most
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, opportunity_name, account_name, person_name, close_quarter_label, category_label, stage, amount
-- columns: close_on, next_step, pushes, quarter_slips, list_place, listed_rows
-- deal_plan: how far the deal plan is filled, in words
-- last_consult_on: last day a manager went through it; null for never or where no export tells
-- severity: act or watch, the most pressing of what speaks against it; null where nothing does
-- flags: all that speaks against it, the most pressing first; null where nothing does
-- is_this_quarter: of the running quarter, past due or without a close date
-- risk_reasons: what threatens it in the relationship; null where nothing is known to

with

listed as (

    select
        cast(row_number() over (
            order by
                case deals.severity when 'act' then 1 when 'watch' then 2 else 3 end nulls last,
                deals.amount desc nulls last,
                deals.opportunity_id nulls last
        ) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows,
        deals.opportunity_id,
        deals.opportunity_name,
        deals.account_name,
        deals.owner_name as person_name,
        deals.close_quarter_label,
        deals.category_label,
        deals.stage,
        deals.amount,
        deals.close_on,
        deals.next_step,
        case
            when plans.verdict = 'not checked' then 'no export'
            when not deals.has_deal_plan then 'none'
            when deals.full_filled is null then 'not counted'
            when deals.full_total is null then cast(deals.full_filled as varchar) || ' answered'
            else cast(deals.full_filled as varchar) || ' of ' || cast(deals.full_total as varchar)
        end as deal_plan,
        deals.pushes,
        deals.quarter_slips,
        deals.last_consult_on,
        deals.severity,
        deals.findings as flags,
        risks.risk_reasons,
        deals.is_in_review as is_this_quarter
    from deals_judged as deals
    inner join hygiene_checks as plans on plans.rule = 'H9'
    left join relationship_risk_deals as risks on risks.opportunity_id = deals.opportunity_id
    where deals.landing <= 1 or deals.close_on is null

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by listed.list_place nulls last
