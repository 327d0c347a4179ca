-- The people whose teams, taken together, are what is looked at: the one picked, else whoever stands highest in view.
-- grain: one row per person
-- key: person_id
-- parameters: owner
-- $team: manager whose team is meant; null means everyone in view
-- columns: person_id

select reports.person_id
from reports
where
    ($team is null and $owner is null)
    or reports.person_id = coalesce($owner, $team)
group by reports.person_id
having count(*) = 1 or $team is not null or $owner is not null
