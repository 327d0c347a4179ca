-- Contacts whose reporting line leads back to themselves: a fault of the data, told instead of followed (S60).
-- grain: one row per such contact
-- key: contact_id
-- columns: contact_id, account_id
-- steps: people in the circle; 1 for who reports to themselves

with recursive

lines as (

    select contacts.contact_id, contacts.account_id, contacts.reports_to_id
    from stg_contacts as contacts
    inner join stg_contacts as managers
        on managers.contact_id = contacts.reports_to_id and managers.account_id = contacts.account_id

),

walk as (

    select contact_id, account_id, reports_to_id as above_id, 1 as steps from lines
    union
    select walk.contact_id, walk.account_id, lines.reports_to_id, walk.steps + 1
    from walk
    inner join lines on lines.contact_id = walk.above_id
    where walk.above_id <> walk.contact_id and walk.steps < 20

)

select contact_id, account_id, cast(min(steps) as integer) as steps
from walk
where above_id = contact_id
group by contact_id, account_id
order by contact_id
