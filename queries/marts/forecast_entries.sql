-- Every forecast call as it was handed in, with its week, its quarter and whether it came in time.
-- A call without a time of day is only called late where another of the same week came in time.
-- grain: one row per submission and category
-- key: person_id, quarter_starts_on, submitted_on, category, given_level
-- columns: amount, is_unconverted, is_basis_assumed
-- person_id: the submitter
-- quarter_starts_on: first day of the period the call is for
-- week_starts_on: Monday of the week it was handed in
-- submitted_on: day it was handed in
-- submitted_at: moment, where exported
-- category: commit, best_case, most_likely, pipeline, closed or other
-- given_level: rep, manager or other as exported
-- basis: cumulative or incremental
-- is_in_time: by the cut-off of its week
-- is_used: false for calls of another level, or for a period that is no fiscal quarter

with

placed as (

    select
        submissions.*,
        calendar.week_starts_on,
        calendar.week_starts_on + cast(thresholds.forecast_cutoff_weekday - 1 as integer) as cut_off_on,
        periods.quarter_starts_on as period_quarter_on,
        thresholds.forecast_cutoff_hour as cut_off_hour,
        coalesce(submissions.currency, thresholds.reporting_currency) as currency_used,
        submitters.submitter_level = 'manager' and submissions.submitter_level = 'rep' as is_other_level,
        max(case when submissions.period_starts_on <> periods.quarter_starts_on then 1 else 0 end) over (
            partition by submissions.person_id, periods.quarter_starts_on
        ) as is_by_month
    from stg_forecast_submissions as submissions
    cross join thresholds
    left join calendar on calendar.day_on = submissions.submitted_on
    left join calendar as periods on periods.day_on = submissions.period_starts_on
    left join forecast_submitters as submitters on submitters.person_id = submissions.person_id

),

judged as (

    select
        placed.*,
        case
            when submitted_at is null then case when submitted_on <= cut_off_on then 'in time' else 'after' end
            when cast(submitted_at as date) < cut_off_on then 'in time'
            when cast(submitted_at as date) > cut_off_on then 'late'
            when extract(hour from submitted_at) * 60 + extract(minute from submitted_at) <= cut_off_hour * 60
                then 'in time'
            else 'late'
        end as judgement
    from placed

),

known as (

    select
        judged.*,
        max(case when judgement = 'in time' then 1 else 0 end) over (
            partition by person_id, period_starts_on, week_starts_on, category
        ) as has_one_in_time
    from judged

)

select
    known.person_id,
    known.period_starts_on as quarter_starts_on,
    known.week_starts_on,
    known.submitted_on,
    known.submitted_at,
    known.category,
    known.submitter_level as given_level,
    cast(known.amount * currency_rates.rate_to_reporting as decimal(18, 2)) as amount,
    known.amount is not null and currency_rates.currency is null as is_unconverted,
    case when known.basis = 'incremental' then 'incremental' else 'cumulative' end as basis,
    coalesce(known.basis not in ('cumulative', 'incremental'), true) as is_basis_assumed,
    known.judgement = 'in time' or (known.judgement = 'after' and known.has_one_in_time = 0) as is_in_time,
    not coalesce(known.is_other_level, false)
    and coalesce(known.period_starts_on = known.period_quarter_on and known.is_by_month = 0, false) as is_used
from known
left join currency_rates on currency_rates.currency = known.currency_used
order by known.person_id, known.submitted_on
