-- What changed of each deal from one whole snapshot to the next; a deal that stayed as it was leaves no row.
-- Partial snapshots are passed over: a deal missing there has not gone. A deal is closed on the first snapshot day from its
-- close date on, as it stands now (C13), whatever the snapshots list; then it leaves no row any more.
-- grain: one row per opportunity and snapshot day on which it came, went or changed
-- key: opportunity_id, snapshot_on
-- columns: opportunity_id, created_on, region, segment, is_renewal
-- snapshot_on: day of the later snapshot
-- before_on: day of the earlier one
-- is_before: true when the deal was in the earlier one
-- is_after: true when it is open in the later one, or closed by it
-- before_owner_id: owner before
-- after_owner_id: owner after
-- is_before_handed_over: true when the owner before is not today's
-- is_after_handed_over: true when the owner after is not today's
-- before_amount: value before in the reporting currency
-- after_amount: value after in the reporting currency
-- before_close_on: close date before
-- after_close_on: close date after
-- before_stage_order: order of the stage before
-- after_stage_order: order of the stage after
-- before_category: forecast category before
-- after_category: forecast category after
-- is_before_eligible: counted as pipeline by stage and category before
-- is_after_eligible: counts as pipeline by stage and category after
-- is_before_closed: closed before
-- is_after_closed: closed after
-- is_after_won: true for won, false for lost; null while open

with

whole_days as (

    select
        snapshot_on,
        lag(snapshot_on) over (order by snapshot_on nulls last) as before_on,
        lead(snapshot_on) over (order by snapshot_on nulls last) as after_on
    from snapshot_days
    where not is_partial

),

rows_of_whole_days as (

    select
        snapshots.opportunity_id,
        snapshots.snapshot_on,
        whole_days.before_on,
        whole_days.after_on,
        snapshots.owner_id,
        snapshots.is_handed_over,
        snapshots.amount,
        snapshots.close_on,
        snapshots.stage_order,
        snapshots.forecast_category,
        snapshots.is_eligible,
        snapshots.is_closed,
        cast(null as boolean) as is_won,
        snapshots.created_on,
        snapshots.region,
        snapshots.segment,
        snapshots.is_renewal
    from opportunity_snapshots as snapshots
    inner join whole_days on whole_days.snapshot_on = snapshots.snapshot_on
    left join closed_opportunities as closed
        on closed.opportunity_id = snapshots.opportunity_id and closed.ended_on <= snapshots.snapshot_on
    where not snapshots.is_deleted and closed.opportunity_id is null
    union all
    select
        closed.opportunity_id, whole_days.snapshot_on, whole_days.before_on, whole_days.after_on, closed.owner_id, false,
        closed.amount, closed.close_on, null, 'closed', true, true, closed.is_won, closed.created_on, closed.region,
        closed.segment, closed.is_renewal
    from closed_opportunities as closed
    inner join whole_days on closed.ended_on > whole_days.before_on and closed.ended_on <= whole_days.snapshot_on

),

pairs as (

    select
        coalesce(after.opportunity_id, before.opportunity_id) as opportunity_id,
        coalesce(after.snapshot_on, before.after_on) as snapshot_on,
        coalesce(after.before_on, before.snapshot_on) as before_on,
        before.opportunity_id is not null as is_before,
        after.opportunity_id is not null
        and (after.is_won is not null or not after.is_closed or after.is_handed_over) as is_after,
        coalesce(after.created_on, before.created_on) as created_on,
        coalesce(after.region, before.region) as region,
        coalesce(after.segment, before.segment) as segment,
        coalesce(after.is_renewal, before.is_renewal) as is_renewal,
        before.owner_id as before_owner_id,
        case when after.is_won is not null or not after.is_closed then after.owner_id end as after_owner_id,
        before.is_handed_over as is_before_handed_over,
        after.is_handed_over as is_after_handed_over,
        before.amount as before_amount,
        after.amount as after_amount,
        before.close_on as before_close_on,
        after.close_on as after_close_on,
        before.stage_order as before_stage_order,
        after.stage_order as after_stage_order,
        before.forecast_category as before_category,
        after.forecast_category as after_category,
        before.is_eligible as is_before_eligible,
        after.is_eligible as is_after_eligible,
        before.is_closed as is_before_closed,
        after.is_closed as is_after_closed,
        before.is_won is not null as is_before_settled,
        after.is_won as is_after_won
    from rows_of_whole_days as after
    full join rows_of_whole_days as before
        on before.opportunity_id = after.opportunity_id and before.snapshot_on = after.before_on
)

select
    opportunity_id, snapshot_on, before_on, is_before, is_after, created_on, region, segment, is_renewal, before_owner_id,
    after_owner_id, is_before_handed_over, is_after_handed_over, before_amount, after_amount, before_close_on,
    after_close_on, before_stage_order, after_stage_order, before_category, after_category, is_before_eligible,
    is_after_eligible, is_before_closed, is_after_closed, is_after_won
from pairs
where
    snapshot_on is not null
    and before_on is not null
    and not is_before_settled
    and (
        not is_before
        or not is_after
        or before_owner_id is distinct from after_owner_id
        or before_amount is distinct from after_amount
        or before_close_on is distinct from after_close_on
        or before_stage_order is distinct from after_stage_order
        or before_category is distinct from after_category
        or is_before_eligible is distinct from is_after_eligible
        or is_before_closed is distinct from is_after_closed
    )
order by snapshot_on, after_owner_id nulls last, opportunity_id
