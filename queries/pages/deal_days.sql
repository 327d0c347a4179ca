-- One deal as each snapshot has it, on the days on which it lies within the view.
-- grain: one row per snapshot of the deal
-- key: snapshot_on
-- $opportunity: the deal
-- columns: snapshot_on, amount, stage, stage_order
-- close_on: close date as of that day
-- category_label: forecast category as of that day
-- category_place: order of the category, the surest first

select
    snapshots.snapshot_on,
    snapshots.amount,
    snapshots.close_on,
    categories.label as category_label,
    categories.place as category_place,
    snapshots.stage,
    snapshots.stage_order
from opportunity_snapshots as snapshots
cross join export_run
left join forecast_categories as categories on categories.category = snapshots.forecast_category
where
    snapshots.opportunity_id = $opportunity
    and snapshots.snapshot_on <= export_run.as_of_on
    and not snapshots.is_deleted
order by snapshots.snapshot_on nulls last
