-- Who called in which week of a fiscal quarter.
-- grain: one row per submitter and week
-- key: person_id, week_starts_on
-- $team: manager whose people are meant; null means everyone in view
-- $owner: one person; null means everyone
-- $quarter: label of a fiscal quarter; null means that of the data's day
-- $level: manager or rep; null means both
-- person_id: the submitter
-- person_name: their name
-- manager_name: their manager
-- submitter_level: manager or rep
-- week_starts_on: Monday of the week
-- week_of_quarter: counted from 1
-- call_status: submitted, late, missing or due
-- submitted_on: day of the call
-- commit_amount: Commit called
-- weeks_in_a_row: weeks with a call up to this one

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
