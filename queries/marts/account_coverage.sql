-- How well we hold the key people of each account, and how much of the power there is out of reach.
-- grain: one row per account with a contact
-- key: account_id
-- account_id: the account
-- people: contacts who are still here
-- people_left: contacts who have left or are not active
-- key_people: of those here, with high influence, signing, or our champions
-- covered_people: key people with someone to cover if the holder leaves; null without an interactions export
-- single_people: key people held by one of ours alone; null without an interactions export
-- untouched_people: key people with nobody of ours in touch; null without an interactions export
-- unreachable_people: people of power without a path from anyone we talk to; null without an interactions export
-- partner_people: key people to whom a partner alone has a path (S65); null without an interactions export
-- voiced_people: key people swayed by an outside voice we know (S61)
-- faulty_lines: reporting lines that cannot hold
-- holders: our people who hold a key person, active or not

with

voiced as (

    select distinct contact_id from contact_voices

)

select
    stakeholders.account_id,
    cast(count(*) filter (where stakeholders.presence <> 'left') as bigint) as people,
    cast(count(*) filter (where stakeholders.presence = 'left') as bigint) as people_left,
    cast(count(cover.contact_id) as bigint) as key_people,
    cast(sum(case when cover.gap is null and cover.people_in_touch is not null then 1 when cover.people_in_touch is not null then 0 end) as bigint) as covered_people,
    cast(sum(case when cover.gap = 'only the holder' then 1 when cover.people_in_touch is not null then 0 end) as bigint) as single_people,
    cast(sum(case when cover.gap = 'nobody in touch' then 1 when cover.people_in_touch is not null then 0 end) as bigint) as untouched_people,
    cast(sum(cast(stakeholders.is_unreachable as integer)) as bigint) as unreachable_people,
    cast(sum(case when cover.contact_id is not null then cast(stakeholders.is_partner_only as integer) end) as bigint) as partner_people,
    cast(count(*) filter (where cover.contact_id is not null and voiced.contact_id is not null) as bigint) as voiced_people,
    cast(count(*) filter (where stakeholders.line_fault is not null) as bigint) as faulty_lines,
    cast(count(distinct cover.holder_id) as bigint) as holders
from stakeholders
left join contact_cover as cover on cover.contact_id = stakeholders.contact_id
left join voiced on voiced.contact_id = stakeholders.contact_id
group by stakeholders.account_id
