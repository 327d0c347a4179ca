-- How well each key account's key people are held: covered, hanging on one colleague, or with nobody in touch (S58).
-- grain: one row per key account with a key person
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: account_id, account_name, renewal_on, covered_people, single_people, untouched_people, holders
-- person_id: AE it counts under
-- person_name: that AE's name
-- arr: yearly spend in the reporting currency; null is unknown
-- key_contacts: people with high influence, who sign, and champions
-- unreachable_people: people of power to whom no line leads from anyone we talk to; null without an interactions export

select
    relationships.account_id,
    relationships.account_name,
    relationships.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    relationships.arr,
    relationships.renewal_on,
    coverage.key_contacts,
    coverage.covered_people,
    coverage.single_people,
    coverage.untouched_people,
    coverage.unreachable_people,
    coverage.holders
from scoped_relationships as relationships
inner join account_coverage as coverage on coverage.account_id = relationships.account_id
left join people on people.person_id = relationships.counted_under_id
where coverage.key_contacts > 0
order by
    coverage.covered_people nulls last,
    coverage.unreachable_people desc nulls last,
    coverage.key_contacts desc nulls last,
    relationships.arr desc nulls last,
    relationships.account_id nulls last
