-- AEs whose 1:1 sheet the viewer may open, the one whose plans were gone through longest ago first (S22).
-- grain: one row per active AE at or below the viewer
-- key: person_id
-- parameters: team
-- $owner: one AE; null means everyone
-- columns: person_name, manager_name
-- person_id: the AE
-- live_plans: live plans on the accounts that count under them
-- inspected_on: last time a manager went through one of them; null for never, or without a reviews export
-- has_reviews: whether any export tells when plans were inspected
-- place: order of the list: never gone through, then the longest ago; without a live plan last

with

counted as (

    select
        accounts.counted_under_id as person_id,
        count(*) as live_plans,
        max(inspections.inspected_on) as inspected_on
    from accounts
    left join plan_inspections as inspections on inspections.plan_id = accounts.plan_id
    where accounts.plan_id is not null
    group by accounts.counted_under_id

),

listed as (

    select
        people.person_id,
        people.person_name,
        people.manager_name,
        coalesce(counted.live_plans, 0) as live_plans,
        counted.inspected_on
    from people
    inner join reports on reports.person_id = people.person_id and reports.levels = 0
    left join counted on counted.person_id = people.person_id
    where people.is_rep
        and people.is_active
        and ($owner is null or people.person_id = $owner)
        and (
            $team is null
            or exists (
                select 1 from reports as below where below.manager_id = $team and below.person_id = people.person_id
            )
        )

)

select
    person_id,
    person_name,
    manager_name,
    cast(live_plans as bigint) as live_plans,
    inspected_on,
    exported.has_plan_reviews as has_reviews,
    cast(row_number() over (
        order by
            case when live_plans > 0 then 0 else 1 end nulls last,
            inspected_on nulls first,
            person_name nulls last,
            person_id nulls last
    ) as bigint) as place
from listed
cross join exported
order by place nulls last
