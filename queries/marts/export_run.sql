-- The day every number is computed at, and where that day comes from (C1).
-- grain: one row
-- key: as_of_on
-- columns: as_of_on, previous_quarter_starts_on
-- as_of_source: manifest, newest snapshot, or newest recorded activity
-- quarter_starts_on: first day of the fiscal quarter of as_of_on
-- quarter_ends_on: last day of that quarter
-- quarter_label: its name

with

manifest as (

    select cast(max(exported_at) as date) as day_on from intake.files where status = 'loaded'

),

snapshots as (

    select max(snapshot_on) as day_on
    from stg_opportunity_snapshots, load_run
    where snapshot_on <= loaded_on

),

recorded as (

    select max(created_on) as day_on from stg_opportunities, load_run where created_on <= loaded_on
    union all
    select max(close_on) from stg_opportunities, load_run where is_closed and close_on <= loaded_on
    union all
    select max(last_activity_on) from stg_opportunities, load_run where last_activity_on <= loaded_on
    union all
    select max(last_updated_on) from stg_account_plans, load_run where last_updated_on <= loaded_on
    union all
    select max(created_on) from stg_account_plans, load_run where created_on <= loaded_on
    union all
    select max(review_on) from stg_plan_reviews, load_run where review_on <= loaded_on
    union all
    select max(completed_on) from stg_plan_actions, load_run where completed_on <= loaded_on
    union all
    select max(created_on) from stg_accounts, load_run where created_on <= loaded_on
    union all
    select max(last_touch_on) from stg_contacts, load_run where last_touch_on <= loaded_on
    union all
    select max(submitted_on) from stg_forecast_submissions, load_run where submitted_on <= loaded_on
    union all
    select max(interaction_on) from stg_interactions, load_run where interaction_on <= loaded_on
    union all
    select max(response_on) from stg_nps, load_run where response_on <= loaded_on

),

chosen as (

    select day_on, 'the time of the exports' as as_of_source, 1 as place from manifest where day_on is not null
    union all
    select day_on, 'the newest snapshot', 2 from snapshots where day_on is not null
    union all
    select max(day_on), 'the newest recorded activity', 3 from recorded having max(day_on) is not null
    union all
    select loaded_on, 'the day of loading, as no export carries a date', 4 from load_run

),

first_choice as (

    select *, row_number() over (order by place nulls last) as choice from chosen

)

select
    first_choice.day_on as as_of_on,
    first_choice.as_of_source,
    calendar.quarter_starts_on,
    calendar.quarter_ends_on,
    calendar.quarter_label,
    before.quarter_starts_on as previous_quarter_starts_on
from first_choice
inner join calendar on calendar.day_on = first_choice.day_on
inner join calendar as before on before.day_on = calendar.quarter_starts_on - 1
where first_choice.choice = 1
