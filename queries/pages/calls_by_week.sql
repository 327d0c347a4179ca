-- The call of a team week by week beside what was won: one submitter's own, or the sum of the nearest ones below.
-- Where a call is missing the last one stands in for a hollow mark, and the line is broken.
-- grain: one row per week of the quarter
-- key: week_starts_on
-- parameters: owner, quarter
-- $team: manager whose team is meant; null means everyone in view
-- columns: quarter_label, week_starts_on, week_of_quarter, calls_made, won_amount, best_case_roll_up
-- calls_due: calls that make the sum
-- commit_amount: Commit called; null where a call is missing
-- commit_hollow: the same with the last call in place of each missing one; null where nothing is missing
-- best_case_amount: Best Case called; null where a call is missing
-- best_case_hollow: the same with the last call in place of each missing one
-- commit_roll_up: won and named Commit deals; null without a snapshot
-- unexplained_amount: Commit called less commit_roll_up; null where a call or the snapshot is missing
-- change_amount: Commit called less that of the week before; null where either is missing
-- best_case_change: the same of Best Case
-- commit_below: Commit that the submitters next below called by themselves, a missing call counting as its last one; null without any
-- best_case_below: the same of Best Case
-- actual_amount: won in the quarter once it is over; null before
-- submitters: names of whose calls these are, where they are one

with

lines as (

    select distinct call_lines.submitter_id
    from call_lines
    inner join scope_heads on scope_heads.person_id = call_lines.person_id

),

weekly as (

    select
        calls.quarter_label,
        calls.week_starts_on,
        max(calls.week_of_quarter) as week_of_quarter,
        count(case when calls.category = 'commit' then 1 end) as calls_due,
        count(case when calls.category = 'commit' then calls.amount end) as calls_made,
        count(case when calls.category = 'commit' and calls.status = 'due' then 1 end) as calls_to_come,
        count(case when calls.category = 'best_case' then 1 end) as best_due,
        count(case when calls.category = 'best_case' then calls.amount end) as best_made,
        sum(case when calls.category = 'commit' then calls.amount end) as commit_amount,
        sum(case when calls.category = 'commit' then coalesce(calls.amount, calls.carried_amount) end)
            as commit_carried,
        sum(case when calls.category = 'best_case' then calls.amount end) as best_amount,
        sum(case when calls.category = 'best_case' then coalesce(calls.amount, calls.carried_amount) end)
            as best_carried,
        sum(case when calls.category = 'commit' then calls.won_amount end) as won_amount,
        sum(case when calls.category = 'commit' then calls.roll_up_amount end) as commit_roll_up,
        sum(case when calls.category = 'best_case' then calls.roll_up_amount end) as best_case_roll_up,
        sum(case when calls.category = 'commit' then calls.actual_amount end) as actual_amount,
        sum(case when calls.category = 'commit' then below.below_amount end) as commit_below,
        sum(case when calls.category = 'best_case' then below.below_amount end) as best_case_below,
        case when count(distinct calls.person_id) = 1 then max(submitters.person_name) end as submitters
    from forecast_calls as calls
    cross join export_run
    inner join lines on lines.submitter_id = calls.person_id
    inner join forecast_submitters as submitters on submitters.person_id = calls.person_id
    left join calls_below as below
        on below.person_id = calls.person_id
        and below.week_starts_on = calls.week_starts_on
        and below.category = calls.category
    where
        calls.quarter_label = coalesce($quarter, export_run.quarter_label) and calls.week_of_quarter is not null
    group by calls.quarter_label, calls.week_starts_on

),

told as (

    select
        weekly.*,
        case when calls_made = calls_due then commit_amount end as whole_commit,
        case when best_made = best_due then best_amount end as whole_best
    from weekly

)

select
    told.quarter_label,
    told.week_starts_on,
    told.week_of_quarter,
    cast(told.calls_due as bigint) as calls_due,
    cast(told.calls_made as bigint) as calls_made,
    told.whole_commit as commit_amount,
    case when told.whole_commit is null then told.commit_carried end as commit_hollow,
    told.whole_best as best_case_amount,
    case when told.whole_best is null then told.best_carried end as best_case_hollow,
    told.won_amount,
    told.commit_roll_up,
    told.best_case_roll_up,
    told.whole_commit - told.commit_roll_up as unexplained_amount,
    told.whole_commit - lag(told.whole_commit) over (order by told.week_starts_on nulls last) as change_amount,
    told.whole_best - lag(told.whole_best) over (order by told.week_starts_on nulls last) as best_case_change,
    told.commit_below,
    told.best_case_below,
    told.actual_amount,
    told.submitters
from told
order by told.week_starts_on nulls last
