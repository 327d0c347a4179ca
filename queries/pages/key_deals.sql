-- The Commit, Most Likely and Best Case deals of one quarter, with close plan, pushes, last consult and what the rules say (2.6).
-- grain: one row per open deal of the quarter in one of these categories
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- $quarter: label of the quarter of the expected close; null means that of the data's day
-- columns: opportunity_id, opportunity_name, account_id, account_name, person_name, category_label, stage, amount
-- columns: close_on, next_step, next_step_on, pushes, quarter_slips
-- person_id: its owner
-- category_place: order of the categories
-- close_quarter_label: quarter of the expected close
-- deal_plan: how far the deal plan is filled, in words
-- last_consult_on: last day a manager went through it; null for never or where no export tells
-- severity: act, watch or note: the most pressing of its flags; null without one
-- flags: what the rules say of it, act and watch alone, the most pressing first; null without one

with

asked as (

    select coalesce($quarter, quarter_label) as quarter_label from review_calendar

),

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
    deals.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.owner_id as person_id,
    deals.owner_name as person_name,
    deals.category_label,
    case deals.forecast_category when 'commit' then 1 when 'most_likely' then 2 else 3 end as category_place,
    deals.stage,
    deals.amount,
    deals.close_on,
    deals.close_quarter_label,
    deals.next_step,
    deals.next_step_on,
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
    flagged.flags
from scoped_open_deals as deals
inner join asked on asked.quarter_label = deals.close_quarter_label
inner join hygiene_checks as plans on plans.rule = 'H9'
left join flagged on flagged.opportunity_id = deals.opportunity_id
where deals.forecast_category in ('commit', 'most_likely', 'best_case')
order by
    category_place nulls last,
    deals.amount desc nulls last,
    deals.opportunity_id nulls last
