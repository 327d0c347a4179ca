-- Changes of deals between snapshots, each side only where its owner of that day is someone below the viewer.
-- Of the other side nothing is left but that the deal was there.
-- grain: as snapshot_changes
-- key: as snapshot_changes

with

below as (

    select person_id from marts.subtree_access where viewer_id = $viewer and until_on >= $today

)

select
    changes.opportunity_id,
    changes.snapshot_on,
    changes.before_on,
    changes.is_before,
    changes.is_after,
    changes.created_on,
    changes.region,
    changes.segment,
    changes.is_renewal,
    givers.person_id as before_owner_id,
    takers.person_id as after_owner_id,
    case when givers.person_id is not null then changes.is_before_handed_over end as is_before_handed_over,
    case when takers.person_id is not null then changes.is_after_handed_over end as is_after_handed_over,
    case when givers.person_id is not null then changes.before_amount end as before_amount,
    case when takers.person_id is not null then changes.after_amount end as after_amount,
    case when givers.person_id is not null then changes.before_close_on end as before_close_on,
    case when takers.person_id is not null then changes.after_close_on end as after_close_on,
    case when givers.person_id is not null then changes.before_stage_order end as before_stage_order,
    case when takers.person_id is not null then changes.after_stage_order end as after_stage_order,
    case when givers.person_id is not null then changes.before_category end as before_category,
    case when takers.person_id is not null then changes.after_category end as after_category,
    case when givers.person_id is not null then changes.is_before_eligible end as is_before_eligible,
    case when takers.person_id is not null then changes.is_after_eligible end as is_after_eligible,
    case when givers.person_id is not null then changes.is_before_closed end as is_before_closed,
    case when takers.person_id is not null then changes.is_after_closed end as is_after_closed,
    case when takers.person_id is not null then changes.is_after_won end as is_after_won
from marts.snapshot_changes as changes
left join below as givers on givers.person_id = changes.before_owner_id
left join below as takers on takers.person_id = changes.after_owner_id
where givers.person_id is not null or takers.person_id is not null
