-- What is wrong with the dates of open opportunities on the day of the data, and with their category for that date (2.5).
-- grain: one row per open opportunity and rule that it meets
-- key: opportunity_id, rule
-- columns: opportunity_id, severity, evidence, suggested_action
-- rule: H0 past due, H1 month-1 clear-out, H2 month-2 gate, H3 month-3 tightening or H6 undated

with

facts as (

    select
        deals.opportunity_id,
        deals.type,
        deals.stage,
        deals.stage_order,
        deals.forecast_category,
        deals.category_label,
        deals.close_on,
        deals.created_on,
        deals.next_step_on,
        deals.landing = 0 as is_this_quarter,
        date_diff('day', deals.close_on, days.as_of_on) as late_days,
        days.as_of_on,
        days.month_of_fq,
        days.days_to_month1_end,
        days.days_to_quarter_end,
        days.month2_starts_on,
        days.next_label,
        ends.day_label as quarter_end_label,
        closes.day_label as close_label,
        steps.day_label as next_step_label,
        grace.day_label as grace_label,
        coalesce(
            deals.created_on >= days.month2_starts_on
            and date_diff('day', deals.created_on, days.as_of_on) <= thresholds.gate_grace_days,
            false
        ) as is_in_grace,
        next_steps.are_exported as are_next_steps_exported,
        thresholds.month1_act_days,
        thresholds.gate_has_renewals,
        thresholds.tighten_stage,
        thresholds.tighten_step_days,
        thresholds.quarter_last_days
    from open_deals as deals
    cross join review_calendar as days
    cross join thresholds
    cross join (
        select count(*) = 0 as are_exported
        from absent_columns
        where table_name = 'opportunities' and column_name = 'next_step_date'
    ) as next_steps
    left join day_labels as ends on ends.day_on = days.quarter_ends_on
    left join day_labels as closes on closes.day_on = deals.close_on
    left join day_labels as steps on steps.day_on = deals.next_step_on
    left join day_labels as grace
        on grace.day_on = deals.created_on + cast(thresholds.gate_grace_days as integer)

),

tightening as (

    select
        *,
        days_to_quarter_end < quarter_last_days as is_too_late,
        stage_order between 0 and tighten_stage - 1 as is_too_early_a_stage,
        are_next_steps_exported
        and not coalesce(
            next_step_on >= as_of_on and date_diff('day', as_of_on, next_step_on) <= tighten_step_days, false
        ) as is_without_step
    from facts
    where month_of_fq = 3 and is_this_quarter and forecast_category = 'best_case'

)

select
    opportunity_id,
    'H0' as rule,
    'act' as severity,
    'Close date ' || close_label
    || case when late_days = 1 then ' was yesterday.' else ' passed ' || cast(late_days as varchar) || ' days ago.' end as evidence,
    case
        when forecast_category in ('commit', 'closed') then 'Close by ' || quarter_end_label || ' or set a new date.'
        else 'Push to ' || next_label || ' or close.'
    end as suggested_action
from facts
where late_days > 0

union all

select
    opportunity_id,
    'H1',
    case
        when forecast_category = 'omitted' then 'note'
        when days_to_month1_end < month1_act_days then 'act'
        else 'watch'
    end,
    case
        when forecast_category = 'omitted' then 'Omitted, but closes on ' || close_label
        when forecast_category = 'pipeline' then 'Still in Pipeline, closes on ' || close_label
        else 'No forecast category, closes on ' || close_label
    end || '.',
    case
        when forecast_category = 'omitted' then 'Push to ' || next_label || ' or close.'
        else 'Move up or push to ' || next_label || '.'
    end
from facts
where month_of_fq = 1 and is_this_quarter and forecast_category in ('pipeline', 'unclassified', 'omitted')

union all

select
    opportunity_id,
    'H2',
    case when forecast_category = 'omitted' or is_in_grace then 'note' else 'act' end,
    case
        when forecast_category = 'omitted' then 'Omitted, but closes on ' || close_label || '.'
        when forecast_category = 'unclassified'
            then 'No forecast category in month ' || cast(month_of_fq as varchar) || ', closes on ' || close_label
        else 'Still in ' || category_label || ' in month ' || cast(month_of_fq as varchar) || ', closes on ' || close_label
    end
    || case
        when forecast_category = 'omitted' then ''
        when is_in_grace then '; new, so it has until ' || grace_label || '.'
        else '.'
    end,
    case
        when forecast_category = 'omitted' then 'Push to ' || next_label || ' or close.'
        else 'Move up or push to ' || next_label || '.'
    end
from facts
where
    month_of_fq in (2, 3)
    and is_this_quarter
    and forecast_category not in ('commit', 'best_case', 'most_likely')
    and (gate_has_renewals or type is distinct from 'renewal')

union all

select
    opportunity_id,
    'H3',
    'watch',
    'Best Case for ' || close_label
    || case
        when is_too_late then ', ' || cast(days_to_quarter_end as varchar) || ' days left'
        else
            case when is_too_early_a_stage then ', still in ' || coalesce(stage, 'an unknown stage') else '' end
            || case
                when not is_without_step then ''
                when next_step_on < as_of_on then ', next step dated ' || next_step_label || ', which has passed'
                when next_step_on is not null then ', next step only on ' || next_step_label
                else ', no dated next step'
            end
    end || '.',
    case
        when is_too_late then 'Move up to Commit or push to ' || next_label || '.'
        when is_without_step
            then 'Add a next step within ' || cast(tighten_step_days as varchar) || ' days or push to ' || next_label || '.'
        else 'Move the stage up or push to ' || next_label || '.'
    end
from tightening
where is_too_late or is_too_early_a_stage or is_without_step

union all

select opportunity_id, 'H6', 'act', 'No close date, so it counts in no quarter.', 'Set a close date.'
from facts
where close_on is null
