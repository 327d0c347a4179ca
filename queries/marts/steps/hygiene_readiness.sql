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
        deals.overview_total - deals.overview_filled as overview_missing,
        deals.overview_total,
        deals.full_total - deals.full_filled as full_missing,
        deals.full_total,
        (deals.full_filled = 0 or deals.full_filled < deals.full_total)
        and deals.amount >= case
            when deals.segment = 'Mid-Market' then thresholds.deal_plan_mid_market_amount
            when deals.segment = 'SMB' then null
            else thresholds.deal_plan_enterprise_amount
        end as is_full_plan_incomplete,
        deals.landing in (0, 1) and deals.stage_order >= thresholds.deal_plan_stage as needs_plan,
        deals.owner_state,
        deals.owner_id
    from open_deals as deals
    cross join thresholds

)

select
    facts.opportunity_id,
    'H9' as rule,
    case
        when facts.is_overview_blank or facts.is_full_plan_incomplete then 'act' else 'watch'
    end as severity,
    'In ' || facts.stage
    || case
        when not facts.has_deal_plan then ', no deal plan.'
        when facts.is_overview_blank then ', deal plan overview empty.'
        when facts.is_full_plan_incomplete and facts.full_missing < facts.full_total
            then ', ' || cast(facts.full_missing as varchar) || ' of ' || cast(facts.full_total as varchar)
            || ' deal plan answers missing.'
        when facts.is_full_plan_incomplete then ', deal plan empty.'
        else ', ' || cast(facts.overview_missing as varchar) || ' of ' || cast(facts.overview_total as varchar)
            || ' deal plan overview answers missing.'
    end as evidence,
    case
        when facts.is_full_plan_incomplete and not facts.is_overview_blank
            then 'Fill in the close plan.'
        else 'Fill in the deal plan overview.'
    end as suggested_action
from facts
where
    facts.needs_plan
    and (facts.is_overview_blank or facts.overview_missing > 0 or facts.is_full_plan_incomplete)

union all

select
    opportunity_id,
    'H11',
    'act',
    case owner_state
        when 'inactive' then 'The AE has left, so it is in nobody''s call.'
        when 'unassigned' then 'No AE, so it is in nobody''s call.'
        else 'The AE is not in the users export, so it is in nobody''s call.'
    end,
    'Assign an AE.'
from facts
where owner_state <> 'active'
