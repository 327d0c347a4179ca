-- Who called in which week of a fiscal quarter.
-- grain: one row per submitter and week
-- key: person_id, week_starts_on
-- parameters: owner, quarter, level
-- $team: manager whose people are meant; null means everyone in view
-- columns: person_name, manager_name, submitter_level, week_starts_on, week_of_quarter, call_status, submitted_on
-- columns: weeks_in_a_row
-- person_id: the submitter
-- commit_amount: Commit called

select
    calls.person_id,
    submitters.person_name,
    submitters.manager_name,
    submitters.submitter_level,
    calls.week_starts_on,
    calls.week_of_quarter,
    calls.status as call_status,
    calls.submitted_on,
    calls.amount as commit_amount,
    calls.weeks_in_a_row
from forecast_calls as calls
cross join export_run
inner join forecast_submitters as submitters on submitters.person_id = calls.person_id
where
    calls.category = 'commit'
    and calls.week_of_quarter is not null
    and calls.quarter_label = coalesce($quarter, export_run.quarter_label)
    and ($level is null or submitters.submitter_level = $level)
    and ($owner is null or calls.person_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = calls.person_id)
    )
order by submitters.levels_below desc nulls last, submitters.manager_name nulls first,
    submitters.person_name nulls last, calls.person_id nulls last, calls.week_starts_on nulls last
