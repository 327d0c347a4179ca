-- What does not fit the stage of open opportunities on the day of the data (2.5).
-- grain: one row per open opportunity and rule that it meets
-- key: opportunity_id, rule
-- columns: as hygiene_dates

with

facts as (

    select
        deals.opportunity_id,
        deals.type,
        deals.segment,
        coalesce(deals.stage, 'an unknown stage') as stage,
        deals.stage_order,
        deals.forecast_category,
        deals.category_label,
        deals.is_without_amount,
        deals.amount is null as is_amount_null,
        deals.idle_days,
        deals.stage_order_before,
        coalesce(nullif(earlier.stage, ''), 'a later stage') as stage_before,
        moves.day_label as moved_label,
        compared.day_label as compared_label,
        thresholds.commit_stage,
        thresholds.signature_stage,
        thresholds.amount_stage,
        deals.stage_order >= thresholds.stale_late_stage as is_late_stage,
        case
            when deals.stage_order >= thresholds.stale_late_stage then thresholds.stale_late_days
            when deals.segment = 'Mid-Market' then thresholds.stale_mid_market_watch_days
            when deals.segment = 'SMB' then thresholds.stale_smb_watch_days
            else thresholds.stale_enterprise_watch_days
        end as watch_days,
        case
            when deals.stage_order >= thresholds.stale_late_stage then null
            when deals.segment = 'Mid-Market' then thresholds.stale_mid_market_act_days
            when deals.segment = 'SMB' then thresholds.stale_smb_act_days
            else thresholds.stale_enterprise_act_days
        end as act_days
    from open_deals as deals
    cross join thresholds
    left join opportunity_snapshots as earlier
        on earlier.opportunity_id = deals.opportunity_id and earlier.snapshot_on = deals.compared_on
    left join day_labels as moves on moves.day_on = deals.moved_on
    left join day_labels as compared on compared.day_on = deals.compared_on

)

select
    opportunity_id,
    'H4' as rule,
    'watch' as severity,
    case
        when forecast_category = 'closed' then 'Category Closed, but still open in ' || stage
        when forecast_category = 'commit' then 'Commit, but only in ' || stage
        else 'In ' || stage || ', but only ' || category_label
    end || '.' as evidence,
    case
        when forecast_category = 'closed' then 'Close it or correct the category.'
        when forecast_category = 'commit' then 'Move the stage up or the category down.'
        else 'Move up to Commit or move the stage back.'
    end as suggested_action
from facts
where
    forecast_category = 'closed'
    or (forecast_category = 'commit' and stage_order between 0 and commit_stage - 1)
    or (forecast_category <> 'commit' and stage_order >= signature_stage)

union all

select
    opportunity_id,
    'H5',
    'watch',
    'In ' || stage || case when is_amount_null then ', no amount.' else ', amount is 0.' end,
    'Set the amount.'
from facts
where stage_order >= amount_stage and is_without_amount

union all

select
    facts.opportunity_id,
    'H7',
    case when facts.idle_days > facts.act_days then 'act' else 'watch' end,
    'No activity since ' || facts.moved_label || ', ' || cast(facts.idle_days as varchar) || ' days; limit '
    || cast(case when facts.idle_days > facts.act_days then facts.act_days else facts.watch_days end as varchar)
    || case
        when facts.is_late_stage then ' in this stage.'
        when facts.segment in ('Enterprise', 'Mid-Market', 'SMB') then ' for new business, ' || facts.segment || '.'
        else ' for new business, segment unknown.'
    end,
    'Add a next step or mark it lost.'
from facts
where
    (facts.is_late_stage or (facts.stage_order in (1, 2) and facts.type = 'new'))
    and facts.idle_days > facts.watch_days

union all

select
    opportunity_id,
    'H10',
    'note',
    'Back to ' || stage || ' from ' || stage_before || ' since ' || compared_label || '.',
    'Ask what changed.'
from facts
where stage_order >= 0 and stage_order < stage_order_before
