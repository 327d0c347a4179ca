-- When each deal was first seen in the pipeline, and for how much on that day (2.4).
-- What was there on the very first snapshot came at an unknown time and is in no quarter.
-- grain: one row per opportunity that was ever seen in the pipeline
-- key: opportunity_id
-- columns: opportunity_id, segment, region, is_renewal
-- owner_id: owner on that day; 'unassigned' where nobody is named
-- first_seen_on: first snapshot in which it stood in the pipeline
-- quarter_label: fiscal quarter of that day; null on the very first snapshot
-- amount: value on that day in the reporting currency; null without an amount or without a rate
-- amount_now: value today, or the last one under that owner where somebody else holds it now, whose amounts may be out of sight; null without an amount, without a rate, or where the deal is gone

with

ranked as (

    select
        snapshots.*,
        row_number() over (partition by snapshots.opportunity_id order by snapshots.snapshot_on nulls last) as place
    from opportunity_snapshots as snapshots
    where snapshots.is_eligible and not snapshots.is_deleted

),

kept as (

    select
        opportunity_id,
        owner_id,
        amount,
        row_number() over (partition by opportunity_id, owner_id order by snapshot_on desc nulls last) as place
    from opportunity_snapshots
    where is_handed_over and not is_deleted

),

beginning as (

    select min(snapshot_on) as day_on from snapshot_days

)

select
    ranked.opportunity_id,
    ranked.owner_id,
    ranked.segment,
    ranked.region,
    ranked.is_renewal,
    ranked.snapshot_on as first_seen_on,
    case when ranked.snapshot_on > beginning.day_on then calendar.quarter_label end as quarter_label,
    ranked.amount,
    case when ranked.is_handed_over then kept.amount else opportunities.amount end as amount_now
from ranked
cross join beginning
inner join calendar on calendar.day_on = ranked.snapshot_on
left join opportunities on opportunities.opportunity_id = ranked.opportunity_id
left join kept
    on kept.place = 1 and kept.opportunity_id = ranked.opportunity_id and kept.owner_id = ranked.owner_id
where ranked.place = 1
order by ranked.owner_id, ranked.opportunity_id
