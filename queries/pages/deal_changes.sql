-- What changed of each deal between two snapshots: before, after, and the snapshot that showed it first (2.5).
-- grain: one row per opportunity and what changed
-- key: opportunity_id, field
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the deal; null means every segment
-- $as_of: the later snapshot; null means the newest
-- $compare_to: the earlier one; null means the one before it
-- $field: what changed, as in the column field; null means everything
-- opportunity_id: the opportunity
-- opportunity_name: its name
-- account_id: its account
-- account_name: the account's name
-- person_id: owner on the later day, else on the earlier
-- person_name: the owner's name
-- field: Amount, Close date, Category, Stage, Owner, Next step, New in view or No longer in view
-- field_place: order of these
-- before_text: what stood there, for fields in words
-- after_text: what stands there now, for fields in words
-- amount_before: amount before, in the reporting currency; filled for Amount alone
-- amount_after: amount after; filled for Amount alone
-- close_before_on: expected close before; filled for Close date alone
-- close_after_on: expected close after; filled for Close date alone
-- amount_change: in an amount, after less before; null elsewhere
-- first_seen_on: first snapshot that shows what stands there now; null where that was not in view
-- amount: amount on the later day, else on the earlier
-- from_on: the earlier snapshot
-- to_on: the later one
-- days_between: days between them

with

labels as (

    select 'pipeline' as forecast_category, 'Pipeline' as label
    union all select 'best_case', 'Best Case'
    union all select 'most_likely', 'Most Likely'
    union all select 'commit', 'Commit'
    union all select 'closed', 'Closed'
    union all select 'omitted', 'Omitted'
    union all select 'unclassified', 'Unclassified'

),

in_view as (

    select snapshots.*, labels.label as category_label, owners.person_name
    from opportunity_snapshots as snapshots
    cross join deal_change_days as days
    inner join labels on labels.forecast_category = snapshots.forecast_category
    left join people as owners on owners.person_id = snapshots.owner_id
    where
        snapshots.snapshot_on in (days.from_on, days.to_on)
        and not snapshots.is_deleted
        and ($owner is null or snapshots.owner_id = $owner)
        and (
            $team is null
            or exists (
                select 1 from reports where reports.manager_id = $team and reports.person_id = snapshots.owner_id
            )
        )
        and ($region is null or snapshots.region = $region)
        and ($segment is null or snapshots.segment = $segment)

),

pairs as (

    select
        coalesce(later.opportunity_id, earlier.opportunity_id) as opportunity_id,
        coalesce(later.account_id, earlier.account_id) as account_id,
        coalesce(later.owner_id, earlier.owner_id) as owner_id,
        coalesce(later.person_name, earlier.person_name, 'Nobody named') as person_name,
        coalesce(later.amount, earlier.amount) as amount_shown,
        earlier.opportunity_id is null as is_new,
        later.opportunity_id is null as is_gone,
        earlier.amount as amount_before,
        later.amount as amount_after,
        earlier.close_on as close_before_on,
        later.close_on as close_after_on,
        earlier.stage as stage_before,
        later.stage as stage_after,
        earlier.category_label as category_before,
        later.category_label as category_after,
        earlier.next_step as next_step_before,
        later.next_step as next_step_after,
        earlier.owner_id as owner_before_id,
        later.owner_id as owner_after_id,
        earlier.person_name as owner_before,
        later.person_name as owner_after,
        later.created_on
    from (
        select in_view.*, days.from_on
        from in_view
        inner join deal_change_days as days on days.to_on = in_view.snapshot_on
    ) as later
    full join (
        select in_view.* from in_view inner join deal_change_days as days on days.from_on = in_view.snapshot_on
    ) as earlier on earlier.opportunity_id = later.opportunity_id
    where
        not coalesce(earlier.is_closed, later.close_on <= later.from_on)
        or not coalesce(later.is_closed, true)

),

told as (

    select *, 'Amount' as field, 1 as field_place, cast(null as varchar) as before_text,
        cast(null as varchar) as after_text
    from pairs
    where not is_new and not is_gone and amount_before is distinct from amount_after
    union all
    select *, 'Close date', 2, null, null
    from pairs
    where not is_new and not is_gone and close_before_on is distinct from close_after_on
    union all
    select *, 'Category', 3, category_before, category_after
    from pairs
    where not is_new and not is_gone and category_before is distinct from category_after
    union all
    select *, 'Stage', 4, stage_before, stage_after
    from pairs
    where not is_new and not is_gone and stage_before is distinct from stage_after
    union all
    select *, 'Owner', 5, coalesce(owner_before, 'Nobody named'), coalesce(owner_after, 'Nobody named')
    from pairs
    where not is_new and not is_gone and owner_before_id is distinct from owner_after_id
    union all
    select *, 'Next step', 6, next_step_before, next_step_after
    from pairs
    where not is_new and not is_gone and next_step_before is distinct from next_step_after
    union all
    select *, 'New in view', 7, null, category_after || ', ' || coalesce(stage_after, 'no stage') from pairs where is_new
    union all
    select *, 'No longer in view', 8, category_before || ', ' || coalesce(stage_before, 'no stage'), null
    from pairs
    where is_gone

),

seen as (

    select
        changes.opportunity_id,
        max(changes.changed_on) filter (where changes.is_amount_changed) as amount_on,
        max(changes.changed_on) filter (where changes.is_close_changed) as close_on,
        max(changes.changed_on) filter (where changes.is_category_changed) as category_on,
        max(changes.changed_on) filter (where changes.is_stage_changed) as stage_on,
        max(changes.changed_on) filter (where changes.is_owner_changed) as owner_on,
        max(changes.changed_on) filter (where changes.is_next_step_changed) as next_step_on
    from opportunity_changes as changes
    cross join deal_change_days as days
    where changes.changed_on > days.from_on and changes.changed_on <= days.to_on
    group by changes.opportunity_id

)

select
    told.opportunity_id,
    coalesce(deals.opportunity_name, told.opportunity_id) as opportunity_name,
    told.account_id,
    coalesce(accounts.account_name, told.account_id) as account_name,
    told.owner_id as person_id,
    told.person_name,
    told.field,
    told.field_place,
    told.before_text,
    told.after_text,
    case when told.field_place = 1 then told.amount_before end as amount_before,
    case when told.field_place = 1 then told.amount_after end as amount_after,
    case when told.field_place = 2 then told.close_before_on end as close_before_on,
    case when told.field_place = 2 then told.close_after_on end as close_after_on,
    case when told.field_place = 1 then cast(told.amount_after - told.amount_before as decimal(18, 2)) end as amount_change,
    case told.field_place
        when 1 then seen.amount_on
        when 2 then seen.close_on
        when 3 then seen.category_on
        when 4 then seen.stage_on
        when 5 then seen.owner_on
        when 6 then seen.next_step_on
    end as first_seen_on,
    told.amount_shown as amount,
    days.from_on,
    days.to_on,
    days.days_between
from told
cross join deal_change_days as days
left join seen on seen.opportunity_id = told.opportunity_id
left join opportunities as deals on deals.opportunity_id = told.opportunity_id
left join accounts on accounts.account_id = told.account_id
where $field is null or told.field = $field
order by
    told.field_place nulls last,
    abs(told.amount_shown) desc nulls last,
    told.opportunity_id nulls last
