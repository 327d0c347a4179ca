-- What the forecast calls in view rest on: whether there are any, since when, and what is known of them.
-- grain: one row
-- key: has_export
-- has_export: true when an export of forecast submissions is loaded
-- submitters: people in view whose call is expected
-- managers: of those, managers
-- entries: calls in view as handed in, one per category
-- untimed_entries: of those, without a time of day
-- assumed_entries: of those, where no export says whether they are cumulative
-- unused_entries: of those, for a period that is no fiscal quarter, or made for somebody else's level
-- unconverted_entries: of those, without a rate for their currency

with

entered as (

    select
        count(*) as entries,
        sum(case when submitted_at is null then 1 else 0 end) as untimed_entries,
        sum(case when is_basis_assumed then 1 else 0 end) as assumed_entries,
        sum(case when is_used then 0 else 1 end) as unused_entries,
        sum(case when is_unconverted then 1 else 0 end) as unconverted_entries
    from forecast_entries

),

expected as (

    select
        count(*) as submitters,
        sum(case when submitter_level = 'manager' then 1 else 0 end) as managers
    from forecast_submitters

),

weeks as (

    select min(week_starts_on) as first_week_on from forecast_weeks

)

select
    (select has_forecast_submissions from exported) as has_export,
    expected.submitters,
    cast(coalesce(expected.managers, 0) as bigint) as managers,
    entered.entries,
    cast(coalesce(entered.untimed_entries, 0) as bigint) as untimed_entries,
    cast(coalesce(entered.assumed_entries, 0) as bigint) as assumed_entries,
    cast(coalesce(entered.unused_entries, 0) as bigint) as unused_entries,
    cast(coalesce(entered.unconverted_entries, 0) as bigint) as unconverted_entries
from export_run
cross join entered
cross join expected
cross join weeks
