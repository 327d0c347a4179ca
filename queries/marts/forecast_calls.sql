-- The weekly forecast call: per submitter, quarter, week and category what was handed in, in cumulative form.
-- The last call before the cut-off is the official one; a later one is kept as late. A missing week stays missing.
-- grain: one row per submitter, quarter, week and category
-- key: person_id, quarter_starts_on, week_starts_on, category
-- columns: submitter_level, quarter_starts_on, week_starts_on, category, submitted_on, is_basis_assumed
-- person_id: the submitter
-- quarter_label: fiscal quarter the call is for
-- week_of_quarter: counted from 1; null for a call made before its quarter began or after it ended
-- week_norm: the same counted back from the end of the quarter
-- status: submitted, late, missing, or due while the cut-off is still to come
-- basis: cumulative or incremental, as handed in
-- official_amount: handed in by the cut-off, in cumulative form and the reporting currency; null where nothing was
-- late_amount: the last one handed in after it
-- amount: the official one, else the late one; null is no call, or one that cannot be converted or made cumulative
-- carried_amount: where there is none, the last one of the same quarter before, for a hollow mark and nothing else
-- previous_amount: amount of the week before; null where that week has none
-- change_amount: amount less previous_amount; null where either is missing
-- is_unconverted: true when the call has no rate for its currency
-- is_below_commit: true when it lies below the Commit of the same week, which a cumulative Best Case cannot
-- snapshot_on: snapshot of the week; null without a whole one
-- won_amount: won in the quarter by that snapshot, over everyone below
-- roll_up_amount: won and the named deals of the category and the safer ones, over everyone below
-- unexplained_amount: amount less roll_up_amount; positive is hope, negative a haircut
-- actual_amount: won in the quarter once it is over, by today's owner; null before
-- is_quarter_over: true when the quarter has ended
-- weeks_in_a_row: weeks up to this one with a call; 0 where it is missing

with

expected as (

    select
        submitters.person_id,
        weeks.quarter_starts_on,
        weeks.week_starts_on,
        categories.category
    from forecast_submitters as submitters
    inner join forecast_weeks as weeks
        on weeks.cut_off_on between submitters.expected_from_on and submitters.expected_to_on
    cross join (select distinct category from cumulative_calls as cumulative) as categories

),

every as (

    select person_id, quarter_starts_on, week_starts_on, category from expected
    union
    select person_id, quarter_starts_on, week_starts_on, category from cumulative_calls as cumulative

),

told as (

    select
        every.person_id,
        submitters.submitter_level,
        quarters.quarter_label,
        every.quarter_starts_on,
        quarters.quarter_ends_on < export_run.as_of_on as is_quarter_over,
        every.week_starts_on,
        weeks.week_of_quarter,
        weeks.week_norm,
        every.category,
        case
            when cumulative.has_official then 'submitted'
            when cumulative.has_late then 'late'
            when weeks.is_past_cut_off then 'missing'
            else 'due'
        end as status,
        cumulative.submitted_on,
        coalesce(cumulative.official_basis, cumulative.late_basis) as basis,
        cumulative.is_basis_assumed,
        cumulative.official_amount,
        cumulative.late_amount,
        case when cumulative.has_official then cumulative.official_amount else cumulative.late_amount end as amount,
        coalesce(cumulative.is_unconverted, false) as is_unconverted,
        rollups.snapshot_on,
        rollups.won_amount,
        rollups.won_amount
        + rollups.commit_amount
        + case when every.category = 'commit' then 0 else rollups.most_likely_amount end
        + case when every.category = 'best_case' then rollups.best_case_amount else 0 end as roll_up_amount
    from every
    cross join export_run
    inner join forecast_submitters as submitters on submitters.person_id = every.person_id
    inner join calendar as quarters on quarters.day_on = every.quarter_starts_on
    left join forecast_weeks as weeks
        on weeks.week_starts_on = every.week_starts_on and weeks.quarter_starts_on = every.quarter_starts_on
    left join cumulative_calls as cumulative
        on
            cumulative.person_id = every.person_id
            and cumulative.quarter_starts_on = every.quarter_starts_on
            and cumulative.week_starts_on = every.week_starts_on
            and cumulative.category = every.category
    left join forecast_rollups as rollups
        on
            rollups.person_id = every.person_id
            and rollups.week_starts_on = every.week_starts_on
            and weeks.week_starts_on is not null

),

runs as (

    select
        told.*,
        sum(case when status = 'missing' then 1 else 0 end) over (
            partition by person_id, category, week_of_quarter is null order by week_starts_on nulls last
        ) as misses,
        count(amount) over (
            partition by person_id, quarter_starts_on, category order by week_starts_on nulls last
        ) as calls_so_far,
        lag(amount) over weeks as amount_before,
        lag(week_starts_on) over weeks as week_before
    from told
    window weeks as (partition by person_id, quarter_starts_on, category order by week_starts_on nulls last)

),

commits as (

    select person_id, quarter_starts_on, week_starts_on, amount from told where category = 'commit'

),

actuals as (

    select reports.manager_id as person_id, closed.quarter_starts_on, sum(closed.amount) as amount
    from closed_opportunities as closed
    inner join reports on reports.person_id = closed.owner_id
    inner join quota_kinds as kinds on kinds.is_renewal = closed.is_renewal
    where closed.is_won and not closed.is_future
    group by reports.manager_id, closed.quarter_starts_on

)

select
    runs.person_id,
    runs.submitter_level,
    runs.quarter_label,
    runs.quarter_starts_on,
    runs.week_starts_on,
    runs.week_of_quarter,
    runs.week_norm,
    runs.category,
    runs.status,
    runs.submitted_on,
    runs.basis,
    runs.is_basis_assumed,
    runs.official_amount,
    runs.late_amount,
    runs.amount,
    case
        when runs.amount is null
            then max(runs.amount) over (
                partition by runs.person_id, runs.quarter_starts_on, runs.category, runs.calls_so_far
            )
    end as carried_amount,
    case when runs.week_before = runs.week_starts_on - 7 then runs.amount_before end as previous_amount,
    runs.amount - case when runs.week_before = runs.week_starts_on - 7 then runs.amount_before end as change_amount,
    runs.is_unconverted,
    runs.category <> 'commit' and coalesce(runs.amount < commits.amount, false) as is_below_commit,
    runs.snapshot_on,
    runs.won_amount,
    cast(runs.roll_up_amount as decimal(18, 2)) as roll_up_amount,
    cast(runs.amount - runs.roll_up_amount as decimal(18, 2)) as unexplained_amount,
    case when runs.is_quarter_over then cast(coalesce(actuals.amount, 0) as decimal(18, 2)) end as actual_amount,
    runs.is_quarter_over,
    cast(case
        when runs.week_of_quarter is null or runs.status not in ('submitted', 'late') then 0
        else sum(case when runs.status in ('submitted', 'late') then 1 else 0 end) over (
            partition by runs.person_id, runs.category, runs.week_of_quarter is null, runs.misses
            order by runs.week_starts_on nulls last
        )
    end as integer) as weeks_in_a_row
from runs
left join commits
    on
        commits.person_id = runs.person_id
        and commits.quarter_starts_on = runs.quarter_starts_on
        and commits.week_starts_on = runs.week_starts_on
left join actuals on actuals.person_id = runs.person_id and actuals.quarter_starts_on = runs.quarter_starts_on
order by runs.person_id, runs.week_starts_on, runs.category
