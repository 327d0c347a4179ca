-- The calls of one week: what each submitter called, what changed, what the deals below say, and what they do not.
-- grain: one row per submitter
-- key: person_id
-- parameters: owner, level
-- $team: manager whose people are meant; null means everyone in view
-- $week: Monday of the week; null means the newest
-- columns: person_name, manager_name, submitter_level, week_starts_on, call_status, best_case_roll_up, weeks_in_a_row
-- person_id: the submitter
-- quarter_label: quarter the call is for
-- submitted_on: day of the call; null without one
-- commit_before: Commit called the week before; null without such a call
-- commit_amount: Commit called, cumulative, in the reporting currency; null without a call
-- commit_change: commit_amount less commit_before; null where either is missing
-- commit_roll_up: won and named Commit deals in the snapshot of the week; null without one
-- commit_unexplained: commit_amount less commit_roll_up
-- best_case_before: Best Case called the week before
-- best_case_amount: Best Case called, cumulative; null without a call
-- best_case_change: best_case_amount less best_case_before
-- best_case_unexplained: best_case_amount less best_case_roll_up
-- is_below_commit: true when Best Case lies below Commit
-- is_unconverted: true when the call has no rate for its currency
-- late_commit_amount: a later Commit beside the official one; null without one
-- weeks_called: weeks of the quarter so far with a call
-- weeks_due: weeks of the quarter so far in which one was due

with

newest as (

    select max(week_starts_on) as week_starts_on from forecast_weeks

),

wanted as (

    select weeks.week_starts_on, weeks.quarter_starts_on
    from forecast_weeks as weeks
    cross join newest
    where weeks.week_starts_on = coalesce($week, newest.week_starts_on)

)

select
    calls.person_id,
    max(submitters.person_name) as person_name,
    max(submitters.manager_name) as manager_name,
    max(submitters.submitter_level) as submitter_level,
    max(calls.quarter_label) as quarter_label,
    wanted.week_starts_on,
    max(case when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.status end)
        as call_status,
    max(case
        when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.submitted_on
    end) as submitted_on,
    max(case
        when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.previous_amount
    end) as commit_before,
    max(case when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.amount end)
        as commit_amount,
    max(case
        when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.change_amount
    end) as commit_change,
    max(case
        when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.roll_up_amount
    end) as commit_roll_up,
    max(case
        when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.unexplained_amount
    end) as commit_unexplained,
    max(case
        when calls.category = 'best_case' and calls.week_starts_on = wanted.week_starts_on then calls.previous_amount
    end) as best_case_before,
    max(case when calls.category = 'best_case' and calls.week_starts_on = wanted.week_starts_on then calls.amount end)
        as best_case_amount,
    max(case
        when calls.category = 'best_case' and calls.week_starts_on = wanted.week_starts_on then calls.change_amount
    end) as best_case_change,
    max(case
        when calls.category = 'best_case' and calls.week_starts_on = wanted.week_starts_on then calls.roll_up_amount
    end) as best_case_roll_up,
    max(case
        when calls.category = 'best_case' and calls.week_starts_on = wanted.week_starts_on
            then calls.unexplained_amount
    end) as best_case_unexplained,
    max(case when calls.is_below_commit and calls.week_starts_on = wanted.week_starts_on then 1 else 0 end) = 1
        as is_below_commit,
    max(case when calls.is_unconverted and calls.week_starts_on = wanted.week_starts_on then 1 else 0 end) = 1
        as is_unconverted,
    max(case
        when
            calls.category = 'commit'
            and calls.week_starts_on = wanted.week_starts_on
            and calls.status = 'submitted'
            then calls.late_amount
    end) as late_commit_amount,
    cast(max(case
        when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then calls.weeks_in_a_row
    end) as bigint) as weeks_in_a_row,
    sum(case when calls.category = 'commit' and calls.status in ('submitted', 'late') then 1 else 0 end)
        as weeks_called,
    sum(case when calls.category = 'commit' and calls.status <> 'due' then 1 else 0 end) as weeks_due
from forecast_calls as calls
inner join wanted
    on calls.quarter_starts_on = wanted.quarter_starts_on and calls.week_starts_on <= wanted.week_starts_on
inner join forecast_submitters as submitters on submitters.person_id = calls.person_id
where
    calls.week_of_quarter is not null
    and ($level is null or submitters.submitter_level = $level)
    and ($owner is null or calls.person_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = calls.person_id)
    )
group by calls.person_id, wanted.week_starts_on
having max(case when calls.category = 'commit' and calls.week_starts_on = wanted.week_starts_on then 1 end) = 1
order by max(submitters.levels_below) desc nulls last, manager_name nulls first, person_name nulls last, calls.person_id nulls last
