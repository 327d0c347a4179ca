-- The reporting tree as a closure: everyone below everyone, at any distance.
-- Who stands in a circle of managers, or names an unknown one, is a top of their own: a broken tree can only
-- shrink what is seen.
-- grain: one row per person and person above them, themselves included
-- key: manager_id, person_id
-- manager_id: the person above, or the person themselves
-- person_id: the person below
-- levels: steps between them; 0 for oneself

with recursive

named as (

    select users.person_id, users.manager_id
    from stg_users as users
    inner join stg_users as managers on managers.person_id = users.manager_id
    where users.manager_id <> users.person_id

),

above as (

    select person_id, manager_id from named
    union
    select above.person_id, named.manager_id
    from above
    inner join named on named.person_id = above.manager_id

),

edges as (

    select named.person_id, named.manager_id
    from named
    where not exists (
        select 1 from above where above.person_id = named.person_id and above.manager_id = named.person_id
    )

),

closure as (

    select person_id as manager_id, person_id, 0 as levels from stg_users
    union all
    select edges.manager_id, closure.person_id, closure.levels + 1
    from closure
    inner join edges on edges.person_id = closure.manager_id

)

select manager_id, person_id, cast(levels as integer) as levels
from closure
order by manager_id, person_id
