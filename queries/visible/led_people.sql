-- The viewer and everyone below them in the reporting tree itself; everyone for those who see everything.
-- A grant of a subtree opens its work but not what was written about its people, so it adds nobody here.
-- grain: one row per person
-- key: person_id

select people.person_id
from marts.people as people
where
    exists (
        select 1
        from marts.reports as reports
        inner join marts.viewers as viewers on viewers.viewer_id = reports.manager_id
        where reports.manager_id = $viewer and reports.person_id = people.person_id
    )
    or exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
