-- Key accounts whose contract ends within a year, with how many contacts we are in touch with (S57, S108).
-- grain: one row per key account that renews within renewal_days
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: account_id, account_name, renewal_days, renewal_mark, arr, as_of_on
-- person_name: person it counts under
-- renewal_on: contract end
-- held_by: nobody in touch, one contact, several contacts, or unknown without an interactions export
-- thread_contact_name: the one contact

select
    relationships.account_id,
    relationships.account_name,
    coalesce(people.person_name, 'Without owner') as person_name,
    relationships.renewal_on,
    relationships.renewal_days,
    relationships.renewal_mark,
    case
        when relationships.threads is null then 'unknown'
        when relationships.threads = 0 then 'nobody in touch'
        when relationships.threads = 1 then 'one contact'
        else 'several contacts'
    end as held_by,
    relationships.thread_contact_name,
    relationships.arr,
    export_run.as_of_on
from scoped_relationships as relationships
cross join thresholds
cross join export_run
left join people on people.person_id = relationships.counted_under_id
where relationships.renewal_days between 0 and thresholds.renewal_days
order by
    relationships.renewal_on nulls last,
    relationships.arr desc nulls last,
    relationships.account_id nulls last
