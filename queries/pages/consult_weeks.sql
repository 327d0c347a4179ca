-- Consults held per week and team over the last quarter, and with how many different AEs (S31).
-- grain: one row per manager and week
-- key: manager_id, week_starts_on
-- parameters: team, owner
-- columns: manager_name, week_starts_on
-- manager_id: manager of the deals' owners
-- consults_held: consults noted in it
-- consulted_reps: different owners among them
-- weekly_target: consults asked per week
-- is_running: true for the week of the data's day, which is not over

with

weeks as (

    select distinct calendar.week_starts_on
    from calendar
    cross join review_calendar as days
    where calendar.day_on > days.as_of_on - 91 and calendar.day_on <= days.as_of_on

),

owners as (

    select lines.person_id, managers.person_id as manager_id, managers.person_name as manager_name
    from reports as lines
    inner join people as managers on managers.person_id = lines.manager_id
    where
        lines.levels = 1
        and ($owner is null or lines.person_id = $owner)
        and (
            $team is null
            or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = lines.person_id)
        )

),

managers_shown as (

    select distinct owners.manager_id, owners.manager_name
    from owners
    inner join people as reps on reps.person_id = owners.person_id
    where reps.is_rep

),

held as (

    select
        owners.manager_id,
        calendar.week_starts_on,
        count(*) as consults_held,
        count(distinct consult_dates.owner_id) as consulted_reps
    from consult_dates
    inner join owners on owners.person_id = consult_dates.owner_id
    inner join calendar on calendar.day_on = consult_dates.consulted_on
    group by owners.manager_id, calendar.week_starts_on

)

select
    managers_shown.manager_id,
    managers_shown.manager_name,
    weeks.week_starts_on,
    cast(coalesce(held.consults_held, 0) as bigint) as consults_held,
    cast(coalesce(held.consulted_reps, 0) as bigint) as consulted_reps,
    cast(thresholds.consults_weekly as bigint) as weekly_target,
    days.as_of_on < cast(weeks.week_starts_on + 6 as date) as is_running
from managers_shown
cross join weeks
cross join thresholds
cross join review_calendar as days
left join held on held.manager_id = managers_shown.manager_id and held.week_starts_on = weeks.week_starts_on
where (select has_opportunity_plans from exported)
order by managers_shown.manager_name nulls last, managers_shown.manager_id nulls last, weeks.week_starts_on nulls last
