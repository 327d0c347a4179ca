-- What changed of each opportunity from one of its snapshots to the next.
-- grain: one row per opportunity and snapshot on which anything differs from its snapshot before
-- key: opportunity_id, changed_on
-- columns: opportunity_id
-- changed_on: the snapshot that first shows the change
-- before_on: the snapshot before, which shows what was
-- owner_id: owner after the change
-- owner_before_id: owner before it
-- amount: amount after, in the reporting currency
-- amount_before: amount before
-- is_amount_changed: true when the amount differs
-- close_on: expected close after
-- close_before_on: expected close before
-- is_close_changed: true when the expected close differs
-- stage: stage after
-- stage_before: stage before
-- is_stage_changed: true when the stage differs
-- forecast_category: category after
-- forecast_category_before: category before
-- is_category_changed: true when the category differs
-- next_step: next step after
-- next_step_before: next step before
-- is_next_step_changed: true when the next step differs
-- is_owner_changed: true when the owner differs

with

pairs as (

    select
        snapshots.opportunity_id,
        snapshots.snapshot_on as changed_on,
        lag(snapshots.snapshot_on) over of_opportunity as before_on,
        snapshots.owner_id,
        lag(snapshots.owner_id) over of_opportunity as owner_before_id,
        snapshots.amount,
        lag(snapshots.amount) over of_opportunity as amount_before,
        snapshots.close_on,
        lag(snapshots.close_on) over of_opportunity as close_before_on,
        snapshots.stage,
        lag(snapshots.stage) over of_opportunity as stage_before,
        snapshots.forecast_category,
        lag(snapshots.forecast_category) over of_opportunity as forecast_category_before,
        snapshots.next_step,
        lag(snapshots.next_step) over of_opportunity as next_step_before
    from opportunity_snapshots as snapshots
    inner join export_run on snapshots.snapshot_on <= export_run.as_of_on
    where not snapshots.is_deleted
    window of_opportunity as (partition by snapshots.opportunity_id order by snapshots.snapshot_on nulls last)

)

select
    opportunity_id,
    changed_on,
    before_on,
    owner_id,
    owner_before_id,
    amount,
    amount_before,
    amount is distinct from amount_before as is_amount_changed,
    close_on,
    close_before_on,
    close_on is distinct from close_before_on as is_close_changed,
    stage,
    stage_before,
    stage is distinct from stage_before as is_stage_changed,
    forecast_category,
    forecast_category_before,
    forecast_category is distinct from forecast_category_before as is_category_changed,
    next_step,
    next_step_before,
    next_step is distinct from next_step_before as is_next_step_changed,
    owner_id is distinct from owner_before_id as is_owner_changed
from pairs
where
    before_on is not null
    and (
        amount is distinct from amount_before
        or close_on is distinct from close_before_on
        or stage is distinct from stage_before
        or forecast_category is distinct from forecast_category_before
        or next_step is distinct from next_step_before
        or owner_id is distinct from owner_before_id
    )
order by changed_on, opportunity_id
