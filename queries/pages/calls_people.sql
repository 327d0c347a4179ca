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
-- commit_below: Commit that the submitters next below called by themselves, a missing call counting as its last one; null without any
-- commit_over_below: commit_amount less commit_below
-- best_case_before: Best Case called the week before
-- best_case_amount: Best Case called, cumulative; null without a call
-- best_case_change: best_case_amount less best_case_before
-- best_case_unexplained: best_case_amount less best_case_roll_up
-- is_below_commit: true when Best Case lies below Commit
-- is_unconverted: true when the call has no rate for its currency
-- late_commit_amount: a later Commit beside the official one; null without one
-- weeks_called: weeks of the quarter so far with a call
-- act_place: order of the calls to act on or to watch: act first, then the furthest from their deals; null for the others
-- finding: missing, below Commit for a Best Case that is, not backed or Best Case not backed for a call beyond its deals by more than call_gap_share, whichever gap is larger, or late; null else
-- severity: act for the first two, watch for the others; null without a finding
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

),

asked as (

    select
        calls.*,
        submitters.person_name,
        submitters.manager_name,
        submitters.levels_below,
        below.below_amount,
        calls.week_starts_on = wanted.week_starts_on as is_of_week
    from forecast_calls as calls
    inner join wanted
        on calls.quarter_starts_on = wanted.quarter_starts_on and calls.week_starts_on <= wanted.week_starts_on
    inner join forecast_submitters as submitters on submitters.person_id = calls.person_id
    left join calls_below as below
        on below.person_id = calls.person_id
        and below.week_starts_on = calls.week_starts_on
        and below.category = calls.category
    where
        calls.week_of_quarter is not null
        and ($level is null or submitters.submitter_level = $level)
        and ($owner is null or calls.person_id = $owner)
        and (
            $team is null
            or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = calls.person_id)
        )

),

so_far as (

    select
        person_id,
        max(case when is_of_week and is_below_commit then 1 else 0 end) = 1 as is_below_commit,
        max(case when is_of_week and is_unconverted then 1 else 0 end) = 1 as is_unconverted,
        sum(case when category = 'commit' and status in ('submitted', 'late') then 1 else 0 end) as weeks_called,
        sum(case when category = 'commit' and status <> 'due' then 1 else 0 end) as weeks_due
    from asked
    group by person_id

),

judged as (

    select
        made.person_id,
        made.person_name,
        made.manager_name,
        made.submitter_level,
        made.levels_below,
        made.quarter_label,
        made.week_starts_on,
        made.status as call_status,
        made.submitted_on,
        made.previous_amount as commit_before,
        made.amount as commit_amount,
        made.change_amount as commit_change,
        made.roll_up_amount as commit_roll_up,
        made.unexplained_amount as commit_unexplained,
        made.below_amount as commit_below,
        best.previous_amount as best_case_before,
        best.amount as best_case_amount,
        best.change_amount as best_case_change,
        best.roll_up_amount as best_case_roll_up,
        best.unexplained_amount as best_case_unexplained,
        so_far.is_below_commit,
        so_far.is_unconverted,
        case when made.status = 'submitted' then made.late_amount end as late_commit_amount,
        cast(made.weeks_in_a_row as bigint) as weeks_in_a_row,
        so_far.weeks_called,
        so_far.weeks_due
    from asked as made
    inner join so_far on so_far.person_id = made.person_id
    left join asked as best on best.person_id = made.person_id and best.category = 'best_case' and best.is_of_week
    where made.category = 'commit' and made.is_of_week

),

marked as (

    select
        judged.*,
        case
            when judged.call_status = 'missing' then 'missing'
            when judged.is_below_commit then 'below Commit'
            when
                judged.best_case_unexplained > judged.best_case_amount * thresholds.call_gap_share
                and judged.best_case_unexplained > coalesce(judged.commit_unexplained, 0)
                then 'Best Case not backed'
            when judged.commit_unexplained > judged.commit_amount * thresholds.call_gap_share then 'not backed'
            when judged.call_status = 'late' then 'late'
        end as finding
    from judged
    cross join thresholds

)

select
    judged.person_id,
    judged.person_name,
    judged.manager_name,
    judged.submitter_level,
    judged.quarter_label,
    judged.week_starts_on,
    judged.call_status,
    judged.submitted_on,
    judged.commit_before,
    judged.commit_amount,
    judged.commit_change,
    judged.commit_roll_up,
    judged.commit_unexplained,
    judged.commit_below,
    judged.commit_amount - judged.commit_below as commit_over_below,
    judged.best_case_before,
    judged.best_case_amount,
    judged.best_case_change,
    judged.best_case_roll_up,
    judged.best_case_unexplained,
    judged.is_below_commit,
    judged.is_unconverted,
    judged.late_commit_amount,
    judged.weeks_in_a_row,
    judged.weeks_called,
    judged.weeks_due,
    judged.finding,
    case
        when judged.finding in ('missing', 'below Commit') then 'act'
        when judged.finding is not null then 'watch'
    end as severity,
    case
        when judged.finding is not null
            then cast(row_number() over (
                order by
                    case judged.finding
                        when 'missing' then 1
                        when 'below Commit' then 2
                        when 'not backed' then 3
                        when 'Best Case not backed' then 3
                        when 'late' then 4
                    end nulls last,
                    judged.levels_below desc nulls last,
                    case
                        when judged.finding = 'Best Case not backed' then judged.best_case_unexplained
                        else abs(judged.commit_unexplained)
                    end desc nulls last,
                    judged.person_id nulls last
            ) as integer)
    end as act_place
from marked as judged
order by
    judged.levels_below desc nulls last,
    judged.manager_name nulls first,
    judged.person_name nulls last,
    judged.person_id nulls last
