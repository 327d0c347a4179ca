-- Each deal on two days, with what decides whether it counts on either, where it is within the filters on one of them.
-- grain: one row per deal and later day
-- key: opportunity_id, after_on
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, after_on, before_on, before_owner_id, after_owner_id, before_close_on, after_close_on
-- columns: before_stage_order, after_stage_order, before_category, after_category, created_on
-- is_before: true when the deal existed on the earlier day, be it with somebody outside the view
-- is_after: true when it existed on the later day
-- is_before_in: true when it counted on the earlier day (2.3.2)
-- is_after_in: true when it counts on the later day
-- is_won_now: booked in the quarter and in scope by the later day, and not yet won on the earlier
-- is_before_scoped: true when its owner and account were within the filters on the earlier day
-- is_after_scoped: true when they are on the later day
-- is_before_partial: true when the earlier snapshot is not whole
-- is_after_partial: true when the later snapshot is not whole
-- before_amount: value on the earlier day; an unknown one counts as 0
-- after_amount: value on the later day; an unknown one counts as 0
-- before_stage: stage on the earlier day; null in the gross form
-- after_stage: stage on the later day; null in the gross form
-- is_before_eligible: neither omitted nor before the first stage that counts, on the earlier day
-- is_after_eligible: the same on the later day
-- is_before_closed: closed on the earlier day
-- is_after_closed: closed on the later day
-- is_after_won: won by the later day, in any quarter
-- is_after_last: closed after the snapshot that tells what was open
-- quarter_starts_on: first day of the quarter
-- quarter_ends_on: last day of the quarter

with

scoped as (

    select
        compared.*,
        before_person_id is not null
        and ($owner is null or before_person_id = $owner)
        and ($team is null or before_team.person_id is not null)
        and ($region is null or coalesce(region = $region, false))
        and ($segment is null or coalesce(segment = $segment, false)) as is_before_scoped,
        after_person_id is not null
        and ($owner is null or after_person_id = $owner)
        and ($team is null or after_team.person_id is not null)
        and ($region is null or coalesce(region = $region, false))
        and ($segment is null or coalesce(segment = $segment, false)) as is_after_scoped
    from pipeline_compared as compared
    left join reports as before_team on before_team.manager_id = $team and before_team.person_id = before_person_id
    left join reports as after_team on after_team.manager_id = $team and after_team.person_id = after_person_id

),

judged as (

    select
        scoped.*,
        quarters.quarter_starts_on,
        quarters.quarter_ends_on,
        quarters.booked_on,
        coalesce(before_close_on, cast('9999-12-31' as date)) as before_close_or_never_on,
        coalesce(after_close_on, cast('9999-12-31' as date)) as after_close_or_never_on,
        cast($categories as varchar[]) is null
        or coalesce(array_contains(cast($categories as varchar[]), before_category), false) as is_before_selected,
        cast($categories as varchar[]) is null
        or coalesce(array_contains(cast($categories as varchar[]), after_category), false) as is_after_selected
    from scoped
    cross join (select quarter_starts_on, quarter_ends_on, booked_on from pipeline_asked) as quarters
    inner join counted_kinds as kinds on kinds.is_renewal = scoped.is_renewal
    where is_before_scoped or is_after_scoped

)

select
    opportunity_id,
    after_on,
    before_on,
    is_before,
    is_after,
    is_before
    and is_before_scoped
    and coalesce(
        not is_before_closed
        and before_close_or_never_on between quarter_starts_on and quarter_ends_on
        and is_before_eligible
        and is_before_selected,
        false
    ) as is_before_in,
    is_after
    and is_after_scoped
    and coalesce(
        not is_after_closed
        and after_close_or_never_on between quarter_starts_on and quarter_ends_on
        and is_after_eligible
        and is_after_selected,
        false
    ) as is_after_in,
    is_after
    and is_after_scoped
    and coalesce(
        is_after_closed
        and is_after_won
        and after_close_or_never_on between quarter_starts_on and quarter_ends_on
        and after_close_or_never_on <= booked_on,
        false
    ) as is_won_now,
    is_before_scoped,
    is_after_scoped,
    is_before_partial,
    is_after_partial,
    before_owner_id,
    after_owner_id,
    cast(
        case
            when $policy is distinct from 'net' and not coalesce(is_before_closed, false)
                then greatest(coalesce(before_amount, 0), 0)
            else coalesce(before_amount, 0)
        end as decimal(18, 2)
    ) as before_amount,
    cast(
        case
            when $policy is distinct from 'net' and not coalesce(is_after_closed, false)
                then greatest(coalesce(after_amount, 0), 0)
            else coalesce(after_amount, 0)
        end as decimal(18, 2)
    ) as after_amount,
    before_close_or_never_on as before_close_on,
    after_close_or_never_on as after_close_on,
    before_stage,
    after_stage,
    before_stage_order,
    after_stage_order,
    before_category,
    after_category,
    is_before_eligible,
    is_after_eligible,
    is_before_closed,
    is_after_closed,
    is_after_won,
    is_after_last,
    created_on,
    quarter_starts_on,
    quarter_ends_on
from judged
