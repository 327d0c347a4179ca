-- Each deal in view on two days, its two sides beside each other. What is open is told by the snapshot of the day,
-- what is closed by the deal as it stands now (C13): on the later day all that closed by booked_on.
-- Net: the two days themselves, directly. Gross: every change between consecutive whole snapshots from one to the other,
-- and what closed after the last of them.
-- grain: one row per deal and later day
-- key: opportunity_id, after_on
-- parameters: form, as_of, compare_to, ownership
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- columns: opportunity_id, after_on, before_on, before_owner_id, after_owner_id, before_close_on, after_close_on
-- columns: before_stage_order, after_stage_order, before_category, after_category, created_on, region, segment, is_renewal
-- is_before: true when the deal existed on the earlier day, be it with somebody outside the view
-- is_after: true when it existed on the later day
-- is_before_partial: true when the earlier snapshot is not whole
-- is_after_partial: true when the later snapshot is not whole
-- is_before_handed_over: true when the deal of the earlier day has another owner today
-- is_after_handed_over: the same of the later day
-- before_person_id: person it counted under on the earlier day
-- after_person_id: person it counts under on the later day
-- before_amount: value on the earlier day
-- after_amount: value on the later day
-- before_stage: stage on the earlier day; null in the gross form
-- after_stage: stage on the later day; null in the gross form
-- is_before_eligible: neither omitted nor before the first stage that counts, on the earlier day
-- is_after_eligible: the same on the later day
-- is_before_closed: closed on the earlier day
-- is_after_closed: closed on the later day
-- is_after_won: won by the later day, in any quarter
-- is_after_last: closed after the snapshot that tells what was open

with

pairs as (

    select
        coalesce(after.opportunity_id, before.opportunity_id) as opportunity_id,
        asked.booked_on as after_on,
        case when $form = 'gross' then asked.as_of_on else asked.compare_on end as before_on,
        before.opportunity_id is not null as is_before,
        after.opportunity_id is not null as is_after,
        coalesce(after.created_on, before.created_on) as created_on,
        coalesce(after.region, before.region) as region,
        coalesce(after.segment, before.segment) as segment,
        coalesce(after.is_renewal, before.is_renewal) as is_renewal,
        before.owner_id as before_owner_id,
        after.owner_id as after_owner_id,
        before.is_handed_over as is_before_handed_over,
        after.is_handed_over as is_after_handed_over,
        before.amount as before_amount,
        after.amount as after_amount,
        before.close_on as before_close_on,
        after.close_on as after_close_on,
        before.stage as before_stage,
        after.stage as after_stage,
        before.stage_order as before_stage_order,
        after.stage_order as after_stage_order,
        before.forecast_category as before_category,
        after.forecast_category as after_category,
        before.is_eligible as is_before_eligible,
        after.is_eligible as is_after_eligible,
        before.is_closed as is_before_closed,
        after.is_closed as is_after_closed,
        after.is_won as is_after_won,
        coalesce(after.ended_on > asked.as_of_on, false) as is_after_last,
        asked.is_compare_partial as is_before_partial,
        asked.is_as_of_partial as is_after_partial
    from (select * from pipeline_sides where is_later) as after
    full join (select * from pipeline_sides where not is_later) as before
        on before.opportunity_id = after.opportunity_id
    cross join pipeline_asked as asked
    where asked.compare_on is not null and asked.as_of_on is not null
    union all
    select
        changes.opportunity_id, changes.snapshot_on, changes.before_on, changes.is_before, changes.is_after,
        changes.created_on, changes.region, changes.segment, changes.is_renewal, changes.before_owner_id, changes.after_owner_id,
        changes.is_before_handed_over, changes.is_after_handed_over, changes.before_amount, changes.after_amount,
        changes.before_close_on, changes.after_close_on, null, null, changes.before_stage_order, changes.after_stage_order,
        changes.before_category, changes.after_category, changes.is_before_eligible, changes.is_after_eligible,
        changes.is_before_closed, changes.is_after_closed, changes.is_after_won, false, false, false
    from snapshot_changes as changes
    inner join pipeline_asked as asked
        on changes.snapshot_on > asked.compare_on and changes.snapshot_on <= asked.as_of_on
    where $form = 'gross' and not asked.is_compare_partial and not asked.is_as_of_partial

),

counted_under as (

    select
        pairs.*,
        case
            when $ownership = 'as_is' and pairs.is_before_handed_over then before_now.owner_id
            else pairs.before_owner_id
        end as before_person_id,
        case
            when $ownership = 'as_is' and pairs.is_after_handed_over then after_now.owner_id
            else pairs.after_owner_id
        end as after_person_id
    from pairs
    left join present_owners as before_now
        on before_now.opportunity_id = case when pairs.is_before_handed_over then pairs.opportunity_id end
    left join present_owners as after_now
        on after_now.opportunity_id = case when pairs.is_after_handed_over then pairs.opportunity_id end

)

select *
from counted_under
where before_person_id is not null or after_person_id is not null
