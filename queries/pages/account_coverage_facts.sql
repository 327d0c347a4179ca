-- How well we hold the key people of an account, and how much power there is out of reach, in one row.
-- grain: one row per account with a contact
-- key: account_id
-- $account: the account; null means every account the viewer may see
-- account_id: the account
-- people: contacts who are still here
-- people_left: contacts who have left or are not active
-- key_people: of those here, with high influence, signing, or our champions
-- covered_people: key people with someone to cover if the holder leaves; null without an interactions export
-- single_people: key people held by one of ours alone; null without an interactions export
-- untouched_people: key people with nobody of ours in touch; null without an interactions export
-- unreachable_people: people of power without a path from anyone we talk to; null without an interactions export
-- partner_people: key people whom a partner reaches and none of ours does (S65); null when not known
-- voiced_people: key people swayed by an outside voice we know (S61)
-- faulty_lines: reporting lines that cannot hold

select
    account_id,
    people,
    people_left,
    key_people,
    covered_people,
    single_people,
    untouched_people,
    unreachable_people,
    partner_people,
    voiced_people,
    faulty_lines
from account_coverage
where $account is null or account_id = $account
order by account_id nulls last
