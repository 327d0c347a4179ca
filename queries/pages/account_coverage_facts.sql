-- How well we hold the key people of an account, and how much power there is out of reach, in one row.
-- grain: one row per account with a contact
-- key: account_id
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- power_people: people with high influence, or who sign, still here
-- unreachable_people: of these, without a path from anyone we talk to; null without an interactions export
-- key_contacts: people of power and champions, still here
-- covered_people: of these, with somebody beside the holder in touch; null without an interactions export
-- single_people: of these, with the holder alone in touch; null without an interactions export
-- untouched_people: of these, with nobody of ours in touch; null without an interactions export

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
