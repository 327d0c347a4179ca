-- Everyone in the users export, with their place in the reporting tree, which comes from data, not from titles (C11).
-- grain: one row per person
-- key: person_id
-- columns: person_id, manager_name, region, is_rep, levels_below
-- person_name: full name, or the id where the export has none
-- email: address used to recognise who signed in
-- role: AE, ASM, VP, SA, CSM, SDR, RM or OTHER; null is unknown
-- manager_id: the manager in force; null at the top and where the named manager is unknown or part of a circle
-- team_name: team as exported, else the manager's name
-- is_active: false for leavers
-- is_manager: true when someone active or inactive reports to them
-- is_ramping: true for reps who started in the last ramp_days (S34)
-- start_on: first day
-- end_on: last day; null while employed or unknown
-- people_below: people below at any distance
-- is_top: true for whoever stands above sellers and has nobody above by the export: an unknown manager or a circle makes no top
-- is_only_top: true for the single top above everyone who sells; two tops are none

with

direct as (

    select person_id, manager_id from reports where levels = 1

),

below as (

    select
        manager_id as person_id,
        cast(max(levels) as integer) as levels_below,
        cast(count(*) - 1 as bigint) as people_below
    from reports
    group by manager_id

),

sellers as (

    select person_id from stg_users where role = 'AE'
    union
    select owner_id from stg_accounts where owner_id is not null

),

tops as (

    select below.person_id, count(*) over () as tops
    from below
    where
        below.people_below > 0
        and not exists (select 1 from direct where direct.person_id = below.person_id)
        and exists (
            select 1
            from reports
            inner join sellers on sellers.person_id = reports.person_id
            where reports.manager_id = below.person_id
        )

)

select
    users.person_id,
    coalesce(users.person_name, users.person_id) as person_name,
    users.email,
    users.role,
    direct.manager_id,
    coalesce(managers.person_name, managers.person_id) as manager_name,
    coalesce(users.team, managers.person_name) as team_name,
    users.region,
    users.is_active,
    coalesce(users.role = 'AE', false) as is_rep,
    below.people_below > 0 as is_manager,
    coalesce(
        users.role = 'AE'
        and users.is_active
        and date_diff('day', users.start_on, export_run.as_of_on) between 0 and thresholds.ramp_days,
        false
    ) as is_ramping,
    users.start_on,
    users.end_on,
    below.levels_below,
    below.people_below,
    tops.person_id is not null and users.manager_id is null as is_top,
    coalesce(tops.tops = 1, false) as is_only_top
from stg_users as users
inner join below on below.person_id = users.person_id
cross join export_run
cross join thresholds
left join tops on tops.person_id = users.person_id
left join direct on direct.person_id = users.person_id
left join stg_users as managers on managers.person_id = direct.manager_id
