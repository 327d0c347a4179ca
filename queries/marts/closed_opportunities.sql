-- Every closed opportunity with the fiscal quarter of its close date; the ground of bookings, win rate and sales cycle.
-- grain: one row per closed opportunity
-- key: opportunity_id
-- columns: opportunity_id, owner_id, type, segment, region, amount, is_unconverted, month_of_quarter
-- columns: week_of_quarter, created_on
-- is_won: true for won, false for lost
-- is_counted: false for a lost deal that was unqualified, a duplicate or merged into another
-- close_on: close date, else the day it was closed
-- is_future: true when that day is still to come
-- quarter_label: fiscal quarter of the close date; null without one
-- quarter_starts_on: first day of that quarter
-- is_created_in_quarter: true when it was created and closed in the same quarter; null without a day of creation
-- cycle_days: days from creation to close; null where the day of creation is missing or after the close

with

stages as (

    select stage, max(case when is_disqualified then 1 else 0 end) = 1 as is_disqualified
    from stg_sales_stages
    group by stage

),

closed as (

    select
        opportunities.*,
        coalesce(opportunities.close_on, opportunities.closed_on) as ended_on,
        lower(coalesce(opportunities.stage, '') || ' ' || coalesce(opportunities.loss_reason, '')) as said
    from opportunities
    where opportunities.is_closed or opportunities.is_won

)

select
    closed.opportunity_id,
    coalesce(closed.owner_id, 'unassigned') as owner_id,
    closed.type,
    coalesce(closed.segment, stg_accounts.segment) as segment,
    stg_accounts.region,
    closed.is_won,
    closed.is_won
    or not (
        coalesce(stages.is_disqualified, false)
        or closed.said like '%unqualif%'
        or closed.said like '%disqualif%'
        or closed.said like '%duplicate%'
        or closed.said like '%merged%'
    ) as is_counted,
    closed.amount,
    closed.is_unconverted,
    closed.ended_on as close_on,
    coalesce(closed.ended_on > export_run.as_of_on, false) as is_future,
    calendar.quarter_label,
    calendar.quarter_starts_on,
    cast(calendar.month_of_fq as integer) as month_of_quarter,
    cast(calendar.week_of_fq as integer) as week_of_quarter,
    closed.created_on,
    closed.created_on between calendar.quarter_starts_on and calendar.quarter_ends_on as is_created_in_quarter,
    case when closed.created_on <= closed.ended_on then date_diff('day', closed.created_on, closed.ended_on) end
        as cycle_days
from closed
cross join export_run
left join stages on stages.stage = closed.stage
left join calendar on calendar.day_on = closed.ended_on
left join stg_accounts on stg_accounts.account_id = closed.account_id
order by owner_id, closed.opportunity_id
