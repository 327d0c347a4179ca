-- What changed of each deal between two snapshots: before, after, and the snapshot that showed it first (2.5).
-- grain: one row per opportunity and what changed
-- key: opportunity_id, field
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- $as_of: the later snapshot; null means the newest
-- $compare_to: the earlier one; null means the one before it
-- columns: opportunity_id, opportunity_name, account_id, account_name, person_name, days_between
-- person_id: owner on the later day, else on the earlier
-- field: Amount, Close date, Category, Stage, AE, Next step, New in view or No longer in view
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

with

fields as (

    select 1 as field_place, 'Amount' as field
    union all select 2, 'Close date'
    union all select 3, 'Category'
    union all select 4, 'Stage'
    union all select 5, 'AE'
    union all select 6, 'Next step'
    union all select 7, 'New in view'
    union all select 8, 'No longer in view'

),

told as (

    select pairs.*, fields.field, fields.field_place
    from deal_pairs as pairs
    inner join fields
        on case
            when pairs.is_new then fields.field_place = 7
            when pairs.is_gone then fields.field_place = 8
            when fields.field_place = 1 then pairs.amount_before is distinct from pairs.amount_after
            when fields.field_place = 2 then pairs.close_before_on is distinct from pairs.close_after_on
            when fields.field_place = 3 then pairs.category_before is distinct from pairs.category_after
            when fields.field_place = 4 then pairs.stage_before is distinct from pairs.stage_after
            when fields.field_place = 5 then pairs.owner_before_id is distinct from pairs.owner_after_id
            when fields.field_place = 6 then pairs.next_step_before is distinct from pairs.next_step_after
            else false
        end

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
    coalesce(told.owner_after_id, told.owner_before_id) as person_id,
    case when told.is_gone then coalesce(owners_before.person_name, 'Nobody named')
        else coalesce(owners_after.person_name, 'Nobody named')
    end as person_name,
    told.field,
    told.field_place,
    case told.field_place
        when 3 then before.label
        when 4 then told.stage_before
        when 5 then coalesce(owners_before.person_name, 'Nobody named')
        when 6 then told.next_step_before
        when 8 then before.label || ', ' || coalesce(told.stage_before, 'no stage')
    end as before_text,
    case told.field_place
        when 3 then after.label
        when 4 then told.stage_after
        when 5 then coalesce(owners_after.person_name, 'Nobody named')
        when 6 then told.next_step_after
        when 7 then after.label || ', ' || coalesce(told.stage_after, 'no stage')
    end as after_text,
    case when told.field_place = 1 then told.amount_before end as amount_before,
    case when told.field_place = 1 then told.amount_after end as amount_after,
    case when told.field_place = 2 then told.close_before_on end as close_before_on,
    case when told.field_place = 2 then told.close_after_on end as close_after_on,
    case when told.field_place = 1 then cast(told.amount_after - told.amount_before as decimal(18, 2)) end
        as amount_change,
    case told.field_place
        when 1 then seen.amount_on
        when 2 then seen.close_on
        when 3 then seen.category_on
        when 4 then seen.stage_on
        when 5 then seen.owner_on
        when 6 then seen.next_step_on
    end as first_seen_on,
    coalesce(told.amount_after, told.amount_before) as amount,
    days.from_on,
    days.to_on,
    days.days_between
from told
cross join deal_change_days as days
left join forecast_categories as before on before.category = told.category_before
left join forecast_categories as after on after.category = told.category_after
left join people as owners_before on owners_before.person_id = told.owner_before_id
left join people as owners_after on owners_after.person_id = told.owner_after_id
left join seen on seen.opportunity_id = told.opportunity_id
left join opportunities as deals on deals.opportunity_id = told.opportunity_id
left join accounts on accounts.account_id = told.account_id
order by
    told.field_place nulls last,
    abs(coalesce(told.amount_after, told.amount_before)) desc nulls last,
    told.opportunity_id nulls last
