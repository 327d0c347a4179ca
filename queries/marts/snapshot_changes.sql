-- What changed of each deal from one whole snapshot to the next; a deal that stayed as it was leaves no row.
-- Partial snapshots are passed over: a deal missing there has not gone.
-- grain: one row per opportunity and snapshot day on which it came, went or changed
-- key: opportunity_id, snapshot_on
-- columns: opportunity_id, created_on, region, segment
-- snapshot_on: day of the later snapshot
-- before_on: day of the earlier one
-- is_before: true when the deal was in the earlier one
-- is_after: true when it is in the later one
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
-- is_before_won: won before
-- is_after_won: won after

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
        snapshots.is_won,
        snapshots.created_on,
        snapshots.region,
        snapshots.segment
    from opportunity_snapshots as snapshots
    inner join whole_days on whole_days.snapshot_on = snapshots.snapshot_on
    where not snapshots.is_deleted

),

pairs as (

    select
        coalesce(after.opportunity_id, before.opportunity_id) as opportunity_id,
        coalesce(after.snapshot_on, before.after_on) as snapshot_on,
        coalesce(after.before_on, before.snapshot_on) as before_on,
        before.opportunity_id is not null as is_before,
        after.opportunity_id is not null as is_after,
        coalesce(after.created_on, before.created_on) as created_on,
        coalesce(after.region, before.region) as region,
        coalesce(after.segment, before.segment) as segment,
        before.owner_id as before_owner_id,
        after.owner_id as after_owner_id,
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
        before.is_won as is_before_won,
        after.is_won as is_after_won
    from rows_of_whole_days as after
    full join rows_of_whole_days as before
        on before.opportunity_id = after.opportunity_id and before.snapshot_on = after.before_on
)

select *
from pairs
where
    snapshot_on is not null
    and before_on is not null
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
        or is_before_won is distinct from is_after_won
    )
order by snapshot_on, after_owner_id nulls last, opportunity_id
