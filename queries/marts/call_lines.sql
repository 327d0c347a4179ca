-- Whose calls together are the call of a team: the head's own, else those of the nearest submitters below.
-- grain: one row per person and submitter
-- key: person_id, submitter_id
-- person_id: the person whose team is meant
-- submitter_id: a submitter at or below, with no other submitter between the two

select reports.manager_id as person_id, reports.person_id as submitter_id
from reports
inner join forecast_submitters as submitters on submitters.person_id = reports.person_id
where
    not exists (
        select 1
        from reports as above
        inner join forecast_submitters as nearer on nearer.person_id = above.person_id
        inner join reports as below
            on below.manager_id = nearer.person_id and below.person_id = reports.person_id and below.levels > 0
        where above.manager_id = reports.manager_id
    )
order by person_id, submitter_id
