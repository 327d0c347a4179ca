-- Whom each contact reports to, and what is wrong with the line where it cannot hold (S60).
-- grain: one row per contact with an account who names a manager
-- key: contact_id
-- columns: contact_id, account_id
-- manager_id: the manager; null where the line is at fault
-- named_id: the manager as exported, where a contact of the same account; null for anybody else
-- fault: themselves, circle, another account or unknown; null for a sound line

with

judged as (

    select
        contacts.contact_id,
        contacts.account_id,
        case when managers.account_id = contacts.account_id then managers.contact_id end as named_id,
        case
            when contacts.reports_to_id = contacts.contact_id then 'themselves'
            when circles.contact_id is not null then 'circle'
            when managers.contact_id is null then 'unknown'
            when managers.account_id is distinct from contacts.account_id then 'another account'
        end as fault
    from stg_contacts as contacts
    left join stg_contacts as managers on managers.contact_id = contacts.reports_to_id
    left join contact_circles as circles on circles.contact_id = contacts.contact_id
    where contacts.account_id is not null and contacts.reports_to_id is not null

)

select contact_id, account_id, case when fault is null then named_id end as manager_id, named_id, fault
from judged
