-- Which hygiene rules could be checked, and what is missing where they could not: not checked is never clean (2.5).
-- grain: one row per rule
-- key: rule
-- columns: rule, rule_name, asks
-- place: order of the rules
-- verdict: checked, checked in part, not due (another month of the quarter) or not checked
-- missing_export: export that would tell; null when nothing is missing
-- reason: why it was not, or only in part, checked; null when it was

with

absent as (

    select
        count(*) filter (where table_name = 'opportunities' and column_name = 'close_date') > 0 as lacks_close,
        count(*) filter (where table_name = 'opportunities' and column_name = 'forecast_category') > 0 as lacks_category,
        count(*) filter (where table_name = 'opportunities' and column_name = 'amount') > 0 as lacks_amount,
        count(*) filter (where table_name = 'opportunities' and column_name = 'next_step_date') > 0 as lacks_step_date,
        count(*) filter (where table_name = 'opportunities' and column_name = 'last_activity_date') > 0
            as lacks_activity,
        count(*) filter (where table_name = 'opportunities' and column_name = 'stage_order') > 0 as lacks_order,
        count(*) filter (where table_name = 'opportunities' and column_name = 'owner_id') > 0 as lacks_owner,
        count(*) filter (where table_name = 'opportunity_plans' and column_name = 'overview_filled') > 0
            as lacks_overview,
        count(*) filter (where table_name = 'opportunity_plans' and column_name = 'overview_total') > 0
            as lacks_overview_total,
        count(*) filter (where table_name = 'opportunity_plans' and column_name = 'full_filled') > 0 as lacks_full,
        count(*) filter (where table_name = 'opportunity_plans' and column_name = 'full_total') > 0 as lacks_full_total
    from absent_columns

),

ordered as (

    select
        not absent.lacks_order
        or exists (select 1 from stg_sales_stages where stage_order is not null)
        or exists (select 1 from stg_stage_numbers) as has_order
    from absent

),

history as (

    select
        count(*) > 1 as has_history,
        count(*) = 1 and exists (select 1 from stg_opportunity_snapshots) as has_one_day
    from snapshot_days
    cross join export_run
    where snapshot_days.snapshot_on <= export_run.as_of_on

),

rules as (

    select 'H0' as rule, 0 as place, 'Past due' as rule_name, 'a close date that has not passed' as asks
    union all select 'H1', 1, 'Month-1 clear-out', 'Best Case or Commit, or another quarter, by the end of month 1'
    union all select 'H2', 2, 'Month-2 gate', 'Best Case or Commit from month 2 on, else another quarter'
    union all select 'H3', 3, 'Month-3 tightening', 'a late stage and a next step with a date for Best Case in month 3'
    union all select 'H4', 4, 'Category and stage', 'a category that fits the stage'
    union all select 'H5', 5, 'No amount', 'an amount once the solution is known'
    union all select 'H6', 6, 'Undated', 'a close date'
    union all select 'H7', 7, 'Stale', 'something that moved lately'
    union all select 'H8', 8, 'Serial pusher', 'a close date that stays'
    union all select 'H9', 9, 'Deal plan missing', 'a deal plan before it closes'
    union all select 'H10', 10, 'Backward stage', 'a stage that does not go back'
    union all select 'H11', 11, 'Owner gone', 'an AE who can be asked'
    union all select 'H12', 12, 'Late mover', 'no sudden change of amount or date'

),

judged as (

    select
        rules.rule,
        rules.place,
        rules.rule_name,
        rules.asks,
        history.has_one_day,
        case
            when not exported.has_opportunities then 'opportunities'
            when rules.rule in ('H0', 'H1', 'H2', 'H3', 'H6') and absent.lacks_close then 'opportunities: close date'
            when rules.rule in ('H1', 'H2', 'H3', 'H4') and absent.lacks_category
                then 'opportunities: forecast category'
            when rules.rule = 'H5' and absent.lacks_amount then 'opportunities: amount'
            when rules.rule = 'H11' and absent.lacks_owner then 'opportunities: owner'
            when rules.rule in ('H5', 'H7', 'H9', 'H10') and not ordered.has_order then 'sales_stages'
            when rules.rule in ('H8', 'H10', 'H12') and not history.has_history then 'opportunity_snapshots'
            when rules.rule = 'H7' and absent.lacks_activity and not history.has_history
                then 'opportunities: last activity'
            when rules.rule = 'H9' and not exported.has_opportunity_plans then 'opportunity_plans'
            when rules.rule = 'H9' and absent.lacks_overview and absent.lacks_full
                then 'opportunity_plans: answers filled'
            when rules.rule = 'H11' and not exported.has_users then 'users'
        end as missing_for_all,
        case
            when rules.rule in ('H3', 'H4') and not ordered.has_order then 'sales_stages'
            when rules.rule = 'H3' and absent.lacks_step_date then 'opportunities: next step date'
            when rules.rule = 'H7' and absent.lacks_activity then 'opportunities: last activity'
            when rules.rule = 'H7' and not history.has_history then 'opportunity_snapshots'
            when rules.rule = 'H9' and absent.lacks_overview then 'opportunity_plans: overview filled'
            when rules.rule = 'H9' and absent.lacks_full then 'opportunity_plans: whole plan filled'
            when rules.rule = 'H9' and absent.lacks_overview_total then 'opportunity_plans: overview asked'
            when rules.rule = 'H9' and absent.lacks_full_total then 'opportunity_plans: whole plan asked'
        end as missing_for_some,
        case
            when rules.rule = 'H1' and days.month_of_fq > 1 then 'asked in month 1 of the quarter'
            when rules.rule = 'H2' and days.month_of_fq = 1 then 'asked from month 2 of the quarter on'
            when rules.rule = 'H3' and days.month_of_fq < 3 then 'asked in month 3 of the quarter'
        end as due_in
    from rules
    cross join exported
    cross join absent
    cross join ordered
    cross join history
    cross join review_calendar as days

)

select
    rule,
    cast(place as integer) as place,
    rule_name,
    asks,
    case
        when missing_for_all is not null then 'not checked'
        when due_in is not null then 'not due'
        when missing_for_some is not null then 'checked in part'
        else 'checked'
    end as verdict,
    coalesce(missing_for_all, case when due_in is null then missing_for_some end) as missing_export,
    case
        when missing_for_all = 'opportunity_snapshots' and has_one_day
            then 'one day of snapshots so far; a second one shows what changed'
        when missing_for_all is not null then 'no export: ' || replace(missing_for_all, '_', ' ')
        when due_in is not null then due_in
        when missing_for_some = 'opportunity_snapshots' and has_one_day
            then 'in part: one day of snapshots so far; a second one shows what changed'
        when missing_for_some is not null then 'in part, no export: ' || replace(missing_for_some, '_', ' ')
    end as reason
from judged
