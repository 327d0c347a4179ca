-- How well we hold the key people of an account, and how much power there is out of reach, in one row.
-- grain: one row per account with a contact
-- key: account_id
-- parameters: account
-- columns: account_id, power_people, unreachable_people, covered_people, single_people, untouched_people
-- key_contacts: people of power and champions, still here

select
    account_id,
    power_people,
    unreachable_people,
    key_contacts,
    covered_people,
    single_people,
    untouched_people
from account_coverage
where $account is null or account_id = $account
order by account_id nulls last
