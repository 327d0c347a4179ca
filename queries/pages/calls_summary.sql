-- The week's calls in one row: what is called, what is won, what is unexplained, and who has not called.
-- grain: one row
-- key: quarter_label
-- parameters: owner, quarter
-- $team: manager whose team is meant; null means everyone in view
-- $week: Monday of the week; null means the newest of the quarter
-- columns: quarter_label, week_of_quarter, calls_made, won_amount, quota, quota_level
-- actual_amount: won in the quarter once it is over; null before
-- week_starts_on: Monday of the week; null when no week of the quarter is exported
-- submitters: name of the one whose call it is; null where several are summed
-- calls_due: calls that make the team's call
-- called_commit_amount: Commit called; null where a call is missing
-- commit_hollow: the same with the last call in place of each missing one
-- commit_change: against the week before; null where either is missing
-- called_best_case_amount: Best Case called; null where a call is missing
-- best_case_change: against the week before
-- commit_roll_up: won and named Commit deals
-- commit_over_quota: Commit called less quota; null without either
-- won_over_quota: what was won in the end less quota; null before the quarter is over, or without a quota
-- unexplained_amount: Commit called less commit_roll_up
-- best_case_unexplained: Best Case called less won and named deals down to Best Case
-- quota_left_out: exported quotas of the quarter that do not count
-- weekly_calls: submitters in view whose call was due this week
-- in_time_calls: of those, in time
-- late_calls: of those, late
-- missing_calls: of those, missing
-- to_come_calls: of those, with the cut-off still to come
-- in_time_share: in_time_calls / calls whose cut-off has passed, 0 to 1
-- past_calls: calls whose cut-off has passed
-- below_commit_calls: calls with Best Case below Commit

with

chosen as (

    select max(by_week.week_starts_on) as week_starts_on
    from calls_by_week as by_week
    where $week is null or by_week.week_starts_on = $week

),

statuses as (

    select
        count(*) as weekly_calls,
        count(case when calls.status = 'submitted' then 1 end) as in_time_calls,
        count(case when calls.status = 'late' then 1 end) as late_calls,
        count(case when calls.status = 'missing' then 1 end) as missing_calls,
        count(case when calls.status = 'due' then 1 end) as to_come_calls
    from forecast_calls as calls
    inner join chosen on chosen.week_starts_on = calls.week_starts_on
    where
        calls.category = 'commit'
        and calls.week_of_quarter is not null
        and ($owner is null or calls.person_id = $owner)
        and (
            $team is null
            or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = calls.person_id)
        )

),

flagged as (

    select count(distinct calls.person_id) as below_commit_calls
    from forecast_calls as calls
    inner join chosen on chosen.week_starts_on = calls.week_starts_on
    where
        calls.is_below_commit
        and ($owner is null or calls.person_id = $owner)
        and (
            $team is null
            or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = calls.person_id)
        )

)

select
    scoped_quota.quarter_label,
    by_week.week_starts_on,
    by_week.week_of_quarter,
    by_week.submitters,
    by_week.calls_due,
    by_week.calls_made,
    by_week.commit_amount as called_commit_amount,
    by_week.commit_hollow,
    by_week.change_amount as commit_change,
    by_week.best_case_amount as called_best_case_amount,
    by_week.best_case_change,
    by_week.won_amount,
    by_week.actual_amount,
    by_week.commit_roll_up,
    by_week.unexplained_amount,
    by_week.best_case_amount - by_week.best_case_roll_up as best_case_unexplained,
    cast(by_week.commit_amount - nullif(scoped_quota.quota, 0) as decimal(18, 2)) as commit_over_quota,
    cast(by_week.actual_amount - nullif(scoped_quota.quota, 0) as decimal(18, 2)) as won_over_quota,
    scoped_quota.quota,
    scoped_quota.quota_level,
    scoped_quota.quota_left_out,
    statuses.weekly_calls,
    statuses.in_time_calls,
    statuses.late_calls,
    statuses.missing_calls,
    statuses.to_come_calls,
    cast(statuses.in_time_calls as double) / nullif(statuses.weekly_calls - statuses.to_come_calls, 0) as in_time_share,
    statuses.weekly_calls - statuses.to_come_calls as past_calls,
    flagged.below_commit_calls
from scoped_quota
cross join statuses
cross join flagged
left join chosen on true
left join calls_by_week as by_week on by_week.week_starts_on = chosen.week_starts_on
