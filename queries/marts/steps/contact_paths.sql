-- How far each contact is from somebody we talk to, along lines of reporting and influence (S58).
-- A reporting line leads both ways, an influence only to the one who is swayed; people who have left carry no path.
-- grain: one row per contact who is still here
-- key: contact_id
-- columns: contact_id, account_id
-- steps: steps from a contact in two-way touch; 0 is in touch; null without a path, and without an interactions export
-- through_id: the last contact before them on that path; null at 0 and without a path
-- is_reached: true when there is a path; null without an interactions export

with recursive

active as (

    select contact_id, account_id, is_thread from contact_activity where presence <> 'left'

),

lines as (

    select contact_id as from_id, manager_id as to_id from contact_lines where manager_id is not null
    union
    select manager_id, contact_id from contact_lines where manager_id is not null
    union
    select from_contact_id, to_contact_id from stg_contact_influences where from_contact_id <> to_contact_id

),

here as (

    select lines.from_id, lines.to_id
    from lines
    inner join active as starts on starts.contact_id = lines.from_id
    inner join active as ends on ends.contact_id = lines.to_id and ends.account_id = starts.account_id

),

walk as (

    select contact_id, 0 as steps from active where is_thread
    union
    select here.to_id, walk.steps + 1
    from walk
    inner join here on here.from_id = walk.contact_id
    where walk.steps < 10

),

shortest as (

    select contact_id, min(steps) as steps from walk group by contact_id

),

before as (

    select here.to_id as contact_id, min(here.from_id) as through_id
    from here
    inner join shortest as earlier on earlier.contact_id = here.from_id
    inner join shortest as later on later.contact_id = here.to_id
    where earlier.steps + 1 = later.steps
    group by here.to_id

)

select
    active.contact_id,
    active.account_id,
    cast(shortest.steps as integer) as steps,
    before.through_id,
    case when active.is_thread is not null then shortest.steps is not null end as is_reached
from active
left join shortest on shortest.contact_id = active.contact_id
left join before on before.contact_id = active.contact_id
