-- Under whom each person of the scope is told in a review: the one directly below the head of the scope, so that a CRO sees
-- VPs, a VP ASMs and an ASM AEs; the head of the scope for their own deals and accounts.
-- grain: one row per person at or below the head of the scope
-- key: person_id
-- $team: manager whose team is meant
-- $owner: one person; null means the team
-- columns: person_id
-- head_id: whom they are told under
-- head_name: their name
-- is_own: true where that is the head of the scope

with

heads as (

    select reports.person_id as head_id, false as is_own
    from reports
    where $owner is null and reports.manager_id = $team and reports.levels = 1

),

placed as (

    select reports.person_id, heads.head_id, heads.is_own
    from heads
    inner join reports on reports.manager_id = heads.head_id
    union all
    select coalesce($owner, $team) as person_id, coalesce($owner, $team) as head_id, true as is_own

)

select
    placed.person_id,
    placed.head_id,
    coalesce(people.person_name, placed.head_id) as head_name,
    placed.is_own
from placed
left join people on people.person_id = placed.head_id
