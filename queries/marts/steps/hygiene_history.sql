-- What the history of open opportunities says against them on the day of the data (2.5).
-- grain: one row per open opportunity and rule that it meets
-- key: opportunity_id, rule
-- columns: as hygiene_dates

with

facts as (

    select
        deals.opportunity_id,
        deals.pushes,
        deals.quarter_slips,
        deals.days_pushed,
        deals.amount,
        deals.amount_before,
        abs(deals.amount - deals.amount_before) as amount_moved,
        amounts.day_label as amount_before_label,
        deals.landing = 0 and deals.close_before_window_on > days.quarter_ends_on as is_pulled_in,
        windows.day_label as window_label,
        closes.day_label as close_before_label,
        days.quarter_label,
        thresholds.reporting_currency as currency,
        thresholds.slips_act,
        thresholds.pushes_act,
        thresholds.mover_share,
        thresholds.mover_amount
    from open_deals as deals
    cross join review_calendar as days
    cross join thresholds
    left join day_labels as amounts on amounts.day_on = deals.amount_before_on
    left join day_labels as windows on windows.day_on = days.quarter_ends_on - cast(thresholds.pulled_in_days as integer)
    left join day_labels as closes on closes.day_on = deals.close_before_window_on

),

movers as (

    select
        *,
        amount_before_label is not null
        and amount_moved >= mover_amount
        and amount_moved >= abs(amount_before) * mover_share as is_amount_moved
    from facts

)

select
    opportunity_id,
    'H8' as rule,
    'act' as severity,
    'Pushed ' || case when pushes = 1 then 'once' else cast(pushes as varchar) || ' times' end
    || ', ' || cast(days_pushed as varchar) || ' days in all, '
    || case
        when quarter_slips = 0 then 'never into a later quarter'
        when quarter_slips = 1 then 'once into a later quarter'
        else cast(quarter_slips as varchar) || ' times into a later quarter'
    end
    || '.' as evidence,
    'Agree the close plan again or take it out of the forecast.' as suggested_action
from facts
where quarter_slips >= slips_act or pushes >= pushes_act

union all

select
    opportunity_id,
    'H12',
    'note',
    case
        when coalesce(is_amount_moved, false)
            then 'Amount went from ' || cast(cast(round(amount_before * 0.001, 0) as bigint) as varchar) || 'k on '
                || amount_before_label || ' to ' || cast(cast(round(amount * 0.001, 0) as bigint) as varchar) || 'k '
                || currency || '.'
        else 'Pulled into ' || quarter_label || ' after ' || window_label || ', from ' || close_before_label || '.'
    end,
    'Ask what changed.'
from movers
where coalesce(is_amount_moved, false) or coalesce(is_pulled_in, false)
