-- Every closed opportunity as it stands now, with the fiscal quarter of its close date: the one ground of bookings, wins and
-- losses, win rate and sales cycle (C13). Where the export of deals holds open ones alone, a deal is closed as the last
-- snapshot that names it says, and stays so although later ones leave it out.
-- grain: one row per closed opportunity
-- key: opportunity_id
-- columns: opportunity_id, owner_id, type, segment, region, amount, is_unconverted, month_of_quarter
-- columns: week_of_quarter, created_on
-- is_renewal: true for renewals; a deal without a type is none (C14)
-- is_won: true for won, false for lost
-- is_counted: false for a lost deal that was unqualified, a duplicate or merged into another
-- close_on: close date, else the day it was closed
-- ended_on: day from which it is not open any more: its close date, the day it was closed or the snapshot that first has it so, whichever comes first
-- is_future: true when the close date is still to come
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

seen as (

    select
        states.opportunity_id,
        states.snapshot_on,
        states.owner_id,
        coalesce(states.is_closed, outcomes.is_closed, false) or coalesce(states.is_won, outcomes.is_won, false)
            as is_closed
    from snapshot_states as states
    left join stage_outcomes as outcomes on outcomes.stage = states.stage
    where not states.is_deleted

),

last_open as (

    select opportunity_id, owner_id, max(case when not is_closed then snapshot_on end) as open_on
    from seen
    group by opportunity_id, owner_id

),

last_seen as (

    select opportunity_id, max(snapshot_on) as seen_on
    from seen
    group by opportunity_id

),

first_closed as (

    select seen.opportunity_id, seen.owner_id, min(seen.snapshot_on) as closed_on
    from seen
    inner join last_open
        on last_open.opportunity_id = seen.opportunity_id and last_open.owner_id is not distinct from seen.owner_id
    where seen.is_closed and (last_open.open_on is null or seen.snapshot_on > last_open.open_on)
    group by seen.opportunity_id, seen.owner_id

),

known as (

    select
        opportunity_id, owner_id, account_id, type, segment, stage, is_won, amount, is_unconverted, created_on,
        coalesce(close_on, closed_on) as close_on, closed_on,
        lower(coalesce(stage, '') || ' ' || coalesce(loss_reason, '')) as said
    from opportunities
    where is_closed or is_won
    union all
    select
        states.opportunity_id, states.owner_id, states.account_id, states.type, null, states.stage,
        coalesce(states.is_won, outcomes.is_won, false),
        cast(states.amount * rates.rate_to_reporting as decimal(18, 2)),
        states.amount is not null and rates.currency is null,
        states.created_on, states.close_on, null, lower(coalesce(states.stage, ''))
    from last_seen
    inner join seen on seen.opportunity_id = last_seen.opportunity_id and seen.snapshot_on = last_seen.seen_on
    inner join snapshot_states as states
        on states.opportunity_id = last_seen.opportunity_id and states.snapshot_on = last_seen.seen_on
    cross join thresholds
    left join stage_outcomes as outcomes on outcomes.stage = states.stage
    left join currency_rates as rates on rates.currency = coalesce(states.currency, thresholds.reporting_currency)
    where
        seen.is_closed
        and not exists (select 1 from opportunities where is_closed or is_won)
        and seen.opportunity_id not in (select opportunity_id from opportunities)

)

select
    closed.opportunity_id,
    coalesce(closed.owner_id, 'unassigned') as owner_id,
    closed.type,
    coalesce(closed.type = 'renewal', false) as is_renewal,
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
    closed.close_on,
    least(
        coalesce(closed.close_on, export_run.as_of_on),
        coalesce(closed.closed_on, export_run.as_of_on),
        coalesce(first_closed.closed_on, export_run.as_of_on),
        export_run.as_of_on
    ) as ended_on,
    coalesce(closed.close_on > export_run.as_of_on, false) as is_future,
    calendar.quarter_label,
    calendar.quarter_starts_on,
    cast(calendar.month_of_fq as integer) as month_of_quarter,
    cast(calendar.week_of_fq as integer) as week_of_quarter,
    closed.created_on,
    closed.created_on between calendar.quarter_starts_on and calendar.quarter_ends_on as is_created_in_quarter,
    case when closed.created_on <= closed.close_on then date_diff('day', closed.created_on, closed.close_on) end
        as cycle_days
from known as closed
cross join export_run
left join first_closed
    on first_closed.opportunity_id = closed.opportunity_id and first_closed.owner_id is not distinct from closed.owner_id
left join stages on stages.stage = closed.stage
left join calendar on calendar.day_on = closed.close_on
left join stg_accounts on stg_accounts.account_id = closed.account_id
order by owner_id, closed.opportunity_id
