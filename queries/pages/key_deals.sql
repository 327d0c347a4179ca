-- The open deals of the running quarter and the next one, in any category: those that a rule speaks against by amount, then
-- the others by amount, each with what is missing and what threatens it, as of the day of the data (2.6).
-- grain: one row per open deal expected by the end of the next quarter, overdue ones included
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, opportunity_name, account_name, person_name, close_quarter_label, category_label, stage, amount
-- columns: close_on, next_step, pushes, quarter_slips, is_this_quarter
-- deal_place: order, from 1
-- deal_plan: how far the deal plan is filled, in words
-- last_consult_on: last day a manager went through it; null for never or where no export tells
-- severity: act, watch or note: the most pressing of its flags; null without one
-- flags: what the rules say of it, act and watch alone, the most pressing first; null without one
-- risk_reasons: what threatens it in the relationship; null where nothing is known to

with

flagged as (

    select
        hygiene_flags.opportunity_id,
        min(case hygiene_flags.severity when 'act' then 1 when 'watch' then 2 else 3 end) as worst,
        string_agg(
            checks.rule_name,
            ', '
            order by
                case hygiene_flags.severity when 'act' then 1 when 'watch' then 2 else 3 end nulls last,
                checks.place nulls last
        ) filter (where hygiene_flags.severity <> 'note') as flags
    from hygiene_flags
    inner join hygiene_checks as checks on checks.rule = hygiene_flags.rule
    group by hygiene_flags.opportunity_id

)

select
    cast(row_number() over (
        order by
            case when flagged.flags is not null then 1 else 2 end nulls last,
            deals.amount desc nulls last,
            deals.opportunity_id nulls last
    ) as bigint) as deal_place,
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
    case flagged.worst when 1 then 'act' when 2 then 'watch' when 3 then 'note' end as severity,
    flagged.flags,
    risks.risk_reasons,
    coalesce(deals.landing = 0, false) as is_this_quarter
from scoped_open_deals as deals
inner join hygiene_checks as plans on plans.rule = 'H9'
left join flagged on flagged.opportunity_id = deals.opportunity_id
left join relationship_risk_deals as risks on risks.opportunity_id = deals.opportunity_id
where deals.landing <= 1
order by deal_place nulls last
