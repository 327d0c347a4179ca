-- Which open opportunities lack a plan or an owner who can be asked, on the day of the data (2.5).
-- grain: one row per open opportunity and rule that it meets
-- key: opportunity_id, rule
-- columns: as hygiene_dates

with

facts as (

    select
        deals.opportunity_id,
        coalesce(deals.stage, 'an unknown stage') as stage,
        deals.has_deal_plan,
        deals.overview_filled = 0 as is_overview_blank,
        deals.full_filled = 0
        and deals.amount >= case
            when deals.segment = 'Mid-Market' then thresholds.deal_plan_mid_market_amount
            when deals.segment = 'SMB' then null
            else thresholds.deal_plan_enterprise_amount
        end as is_full_plan_blank,
        deals.landing in (0, 1) and deals.stage_order >= thresholds.deal_plan_stage as needs_plan,
        case when deals.landing = 0 then 'this quarter' else 'next quarter' end as closes_in,
        deals.owner_state,
        deals.owner_id
    from open_deals as deals
    cross join thresholds

)

select
    facts.opportunity_id,
    'H9' as rule,
    'act' as severity,
    'In ' || facts.stage || ', closes ' || facts.closes_in
    || case
        when not facts.has_deal_plan then ', without a deal plan.'
        when coalesce(facts.is_overview_blank, false) then ', no question of its overview answered.'
        else ', at this size without a filled deal plan.'
    end as evidence,
    case
        when coalesce(facts.is_overview_blank, false) then 'Fill the overview before the next review.'
        else 'Fill the qualification and the close plan.'
    end as suggested_action
from facts
where
    facts.needs_plan
    and (coalesce(facts.is_overview_blank, false) or coalesce(facts.is_full_plan_blank, false))

union all

select
    opportunity_id,
    'H11',
    'act',
    case owner_state
        when 'inactive' then 'Its owner has left, so it counts in nobody''s forecast call.'
        when 'unassigned' then 'Nobody owns it, so it counts in nobody''s forecast call.'
        else 'Its owner is not among the users, so it counts in nobody''s forecast call.'
    end,
    'Give it to someone who sells.'
from facts
where owner_state <> 'active'
