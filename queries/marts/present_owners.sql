-- Who owns each deal today that was somebody else's in a snapshot.
-- grain: one row per opportunity that changed hands
-- key: opportunity_id
-- columns: opportunity_id
-- owner_id: owner today; 'unassigned' where nobody is named

with

handed_over as (

    select distinct opportunity_id from opportunity_snapshots where is_handed_over

),

last_seen as (

    select
        snapshots.opportunity_id,
        snapshots.owner_id,
        row_number() over (partition by snapshots.opportunity_id order by snapshots.snapshot_on desc nulls last) as place
    from opportunity_snapshots as snapshots
    where snapshots.opportunity_id in (select opportunity_id from handed_over)

)

select
    handed_over.opportunity_id,
    case
        when deals.opportunity_id is null then last_seen.owner_id else coalesce(deals.owner_id, 'unassigned')
    end as owner_id
from handed_over
inner join last_seen on last_seen.opportunity_id = handed_over.opportunity_id and last_seen.place = 1
left join opportunities as deals on deals.opportunity_id = handed_over.opportunity_id
order by handed_over.opportunity_id
