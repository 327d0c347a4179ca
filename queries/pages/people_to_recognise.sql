-- Everyone in the users export, as far as it takes to recognise who signs in and to know whom they may look as.
-- grain: one row per person
-- key: person_id
-- columns: person_id
-- email: address used to recognise who signed in
-- manager_id: the manager in force; null at the top and where the named manager is unknown or part of a circle
-- is_active: false for leavers

select
    people.person_id,
    people.email,
    people.manager_id,
    people.is_active
from people
order by people.person_id nulls last
