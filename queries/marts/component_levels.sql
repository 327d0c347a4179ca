-- How far each eligible account's plan has come in its four components (1.1.1).
-- A level needs all lower ones; an input that no export carries stops the climb and is unknown, not failed.
-- grain: one row per eligible account and component
-- key: account_id, component
-- columns: account_id, counted_under_id, component, component_place, blocking_fact, missing_export, link
-- level: 0 to 4; null where the whole component cannot be judged for lack of its export
-- is_level_unknown: true when the climb stopped at an input that no export carries
-- is_aged: true when the level rests on attributes recorded too long ago (S55); null is not dated or not asked

with

steps as (

    select
        account_id, 'profile' as component, 1 as component_place,
        step_1, step_2, step_3, step_4, fact_1, fact_2, fact_3, fact_4, export_1, export_2, export_3, export_4
    from profile_steps
    union all
    select
        account_id, 'whitespace', 3,
        step_1, step_2, step_3, step_4, fact_1, fact_2, fact_3, fact_4, export_1, null, export_3, export_4
    from whitespace_steps
    union all
    select
        account_id, 'action plan', 4,
        step_1, step_2, step_3, step_4, fact_1, fact_2, fact_3, fact_4, export_1, export_2, export_3, export_4
    from action_plan_steps

),

climbed as (

    select
        *,
        case
            when not coalesce(step_1, false) then 0
            when not coalesce(step_2, false) then 1
            when not coalesce(step_3, false) then 2
            when not coalesce(step_4, false) then 3
            else 4
        end as level
    from steps

),

stopped as (

    select
        account_id,
        component,
        component_place,
        level,
        case level when 0 then step_1 when 1 then step_2 when 2 then step_3 when 3 then step_4 else true end as next_step,
        case level when 0 then fact_1 when 1 then fact_2 when 2 then fact_3 when 3 then fact_4 end as fact,
        case level when 0 then export_1 when 1 then export_2 when 2 then export_3 when 3 then export_4 end as export
    from climbed

),

levels as (

    select
        account_id,
        component,
        component_place,
        case when next_step is not null or component = 'profile' or level > 0 then level end as level,
        next_step is null as is_level_unknown,
        case when next_step is null then 'unknown: ' else '' end || fact as blocking_fact,
        case when next_step is null then export end as missing_export,
        cast(null as boolean) as is_aged
    from stopped
    union all
    select account_id, 'relationship', 2, level, is_level_unknown, blocking_fact, missing_export, is_aged
    from relationship_rungs

)

select
    levels.account_id,
    accounts.counted_under_id,
    levels.component,
    cast(levels.component_place as integer) as component_place,
    cast(levels.level as integer) as level,
    levels.is_level_unknown,
    levels.blocking_fact,
    levels.missing_export,
    levels.is_aged,
    plans.link
from levels
inner join accounts on accounts.account_id = levels.account_id
left join plans on plans.plan_id = accounts.plan_id
where accounts.is_eligible
order by accounts.counted_under_id nulls last, levels.account_id, levels.component_place
