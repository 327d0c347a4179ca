-- Whom each contact reports to, and what is wrong with the line where it cannot hold (S60).
-- grain: one row per contact with an account who names a manager
-- key: contact_id
-- contact_id: the contact
-- account_id: their account
-- manager_id: the manager; null where the line is at fault
-- named_id: the manager as exported, where a contact of the same account; null for anybody else
-- fault: themselves, circle, another account or unknown; null for a sound line

with recursive

named as (

    select
        contacts.contact_id,
        contacts.account_id,
        contacts.reports_to_id,
        managers.contact_id as found_id,
        managers.account_id as found_account_id
    from stg_contacts as contacts
    left join stg_contacts as managers on managers.contact_id = contacts.reports_to_id
    where contacts.account_id is not null and contacts.reports_to_id is not null

),

edges as (

    select contact_id, found_id as manager_id
    from named
    where found_account_id = account_id and found_id <> contact_id

),

walk as (

    select contact_id, manager_id as above_id, 1 as steps from edges
    union
    select walk.contact_id, edges.manager_id, walk.steps + 1
    from walk
    inner join edges on edges.contact_id = walk.above_id
    where walk.steps < 20 and walk.above_id <> walk.contact_id

),

circles as (

    select distinct contact_id from walk where above_id = contact_id

),

judged as (

    select
        named.contact_id,
        named.account_id,
        case when named.found_account_id = named.account_id then named.found_id end as named_id,
        case
            when named.reports_to_id = named.contact_id then 'themselves'
            when circles.contact_id is not null then 'circle'
            when named.found_id is null then 'unknown'
            when named.found_account_id is distinct from named.account_id then 'another account'
        end as fault
    from named
    left join circles on circles.contact_id = named.contact_id

)

select contact_id, account_id, case when fault is null then named_id end as manager_id, named_id, fault
from judged
