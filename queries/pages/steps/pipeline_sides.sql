-- How each deal stood on the two days that are compared: open as its snapshot says, closed as it stands now (C13).
-- Net: the two days themselves. Gross: what closed after the last snapshot alone; changes before it stand in snapshot_changes.
-- grain: one row per day and deal
-- key: is_later, opportunity_id
-- parameters: form, as_of, compare_to
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- columns: opportunity_id, stage, stage_order, forecast_category, created_on, region, segment, is_renewal
-- is_later: true for the later of the two days
-- owner_id: owner on that day; null where no more may be known than that it was there
-- is_handed_over: true when the deal has another owner today
-- amount: value on that day in the reporting currency
-- close_on: close date on that day
-- is_eligible: neither omitted nor before the first stage that counts
-- is_closed: closed by that day
-- is_won: won, of deals that closed between the two days
-- ended_on: day from which it is not open any more; null while it is

with

two_days as (

    select
        as_of_on as snapshot_on,
        booked_on,
        case when $form = 'gross' then as_of_on else compare_on end as closed_after_on,
        true as is_later
    from pipeline_asked
    union all
    select
        case when $form = 'gross' then as_of_on else compare_on end,
        case when $form = 'gross' then as_of_on else compare_on end,
        null,
        false
    from pipeline_asked

)

select
    two_days.is_later,
    states.opportunity_id,
    case when two_days.is_later and states.is_closed then null else states.owner_id end as owner_id,
    states.is_handed_over and not (two_days.is_later and states.is_closed) as is_handed_over,
    states.amount,
    states.close_on,
    states.stage,
    states.stage_order,
    states.forecast_category,
    states.is_eligible,
    states.is_closed,
    false as is_won,
    states.created_on,
    states.region,
    states.segment,
    states.is_renewal,
    cast(null as date) as ended_on
from two_days
inner join opportunity_snapshots as states on states.snapshot_on = two_days.snapshot_on
left join closed_opportunities as closed
    on closed.opportunity_id = states.opportunity_id and closed.ended_on <= two_days.booked_on
where
    not states.is_deleted
    and closed.opportunity_id is null
    and not (two_days.is_later and states.is_closed and not states.is_handed_over)
union all
select
    true, closed.opportunity_id, closed.owner_id, false, closed.amount, closed.close_on, null, null, 'closed', true,
    true, closed.is_won, closed.created_on, closed.region, closed.segment,
    closed.is_renewal, closed.ended_on
from two_days
inner join closed_opportunities as closed
    on closed.ended_on > two_days.closed_after_on and closed.ended_on <= two_days.booked_on
union all
select
    two_days.is_later, elsewhere.opportunity_id, null, null, null, null, null, null, null, null, null, null, null,
    null, null, null, null
from two_days
inner join snapshots_elsewhere as elsewhere on elsewhere.snapshot_on = two_days.snapshot_on
where not exists (
    select 1
    from closed_opportunities as closed
    where closed.opportunity_id = elsewhere.opportunity_id and closed.ended_on <= two_days.booked_on
)
