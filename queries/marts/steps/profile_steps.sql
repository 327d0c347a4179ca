-- What each step of the account profile asks (1.1.1), and whether the account has it.
-- Only the account's own live plan is looked at: what stands in the plan of an account above is not for everyone who
-- sees the account below.
-- grain: one row per eligible account
-- key: account_id
-- columns: account_id, fact_1, fact_2, fact_3, fact_4, export_1, export_2, export_3, export_4
-- step_1: the CRM knows headquarters, industry and size (S43); null is unknown
-- step_2: P1, P4 and P8 are answered, or unknown with an action (S39); placeholder texts are no answer
-- step_3: an open objective names a value driver and is due in the next objective_horizon_days
-- step_4: the champion confirmed P1 (S29)

with

absent as (

    select
        count(*) filter (where table_name = 'accounts' and column_name = 'country') > 0 as lacks_country,
        count(*) filter (where table_name = 'accounts' and column_name = 'industry') > 0 as lacks_industry,
        count(*) filter (where table_name = 'accounts' and column_name in ('employees', 'annual_revenue')) = 2
            as lacks_size,
        count(*) filter (where table_name = 'plan_objectives' and column_name = 'value_driver') > 0 as lacks_driver,
        count(*) filter (where table_name = 'plan_objectives' and column_name = 'due_date') > 0 as lacks_due,
        count(*) filter (where table_name = 'plan_answers' and column_name = 'confirmed_by_champion_on') > 0
            as lacks_confirmed
    from absent_columns

),

answered as (

    select
        answers.plan_id,
        count(*) filter (where answers.question = 'P1' and answers.state <> 'blank') > 0 as has_p1,
        count(*) filter (where answers.question = 'P4' and answers.state <> 'blank') > 0 as has_p4,
        count(*) filter (where answers.question = 'P8' and answers.state <> 'blank') > 0 as has_p8,
        count(*) filter (where answers.question = 'P1' and answers.confirmed_on is not null) > 0 as is_confirmed
    from profile_answers as answers
    group by answers.plan_id

),

objectives as (

    select objectives.plan_id, count(*) as near_objectives
    from stg_plan_objectives as objectives
    cross join export_run
    cross join thresholds
    where objectives.value_driver is not null
        and coalesce(objectives.status, 'open') not in ('done', 'dropped')
        and date_diff('day', export_run.as_of_on, objectives.due_on) between 0 and thresholds.objective_horizon_days
    group by objectives.plan_id

),

facts as (

    select
        accounts.account_id,
        accounts.plan_id is not null as has_plan,
        accounts.coverage,
        case
            when accounts.country is not null then true
            when not absent.lacks_country then false
        end as has_country,
        case
            when accounts.industry is not null then true
            when not absent.lacks_industry then false
        end as has_industry,
        case
            when accounts.employees is not null or accounts.annual_revenue is not null then true
            when not absent.lacks_size then false
        end as has_size,
        coalesce(answered.has_p1, false) as has_p1,
        coalesce(answered.has_p4, false) as has_p4,
        coalesce(answered.has_p8, false) as has_p8,
        coalesce(answered.is_confirmed, false) as is_confirmed,
        objectives.near_objectives is not null as has_objective,
        exported.has_account_plans,
        exported.has_plan_answers,
        exported.has_plan_objectives,
        absent.lacks_driver or absent.lacks_due as lacks_objective_columns,
        absent.lacks_confirmed
    from accounts
    cross join exported
    cross join absent
    left join answered on answered.plan_id = accounts.plan_id
    left join objectives on objectives.plan_id = accounts.plan_id
    where accounts.is_eligible

),

steps as (

    select
        *,
        has_country and has_industry and has_size as step_1,
        case
            when not has_account_plans then null
            when not has_plan then false
            when has_plan_answers then has_p1 and has_p4 and has_p8
        end as step_2,
        case when has_plan_objectives and not lacks_objective_columns then has_objective end as step_3,
        case when not lacks_confirmed then is_confirmed end as step_4
    from facts

)

select
    account_id,
    step_1,
    step_2,
    step_3,
    step_4,
    case when step_1 is null then 'the accounts export has no ' else 'the CRM has no ' end
    || case
        when has_country is not distinct from step_1 then 'country'
        when has_industry is not distinct from step_1 then 'industry'
        else 'company size'
    end as fact_1,
    case
        when not has_account_plans then 'no account_plans export'
        when coverage = 'parent' then 'no plan of its own, covered by the parent account'
        when not has_plan then 'no live plan'
        when not has_plan_answers then 'no plan_answers export'
        when not has_p1 then 'customer goals missing'
        when not has_p4 then 'customer risks missing'
        else 'how the customer sees us is missing'
    end as fact_2,
    case
        when not has_plan_objectives then 'no plan_objectives export'
        when lacks_objective_columns then 'the plan_objectives export has no value driver or due date'
        else 'no objective due soon with a value driver'
    end as fact_3,
    case when lacks_confirmed then 'the plan_answers export does not say' else 'customer goals not confirmed by a champion' end
        as fact_4,
    case when step_1 is null then 'accounts' end as export_1,
    case when not has_account_plans then 'account_plans' when step_2 is null then 'plan_answers' end as export_2,
    case when step_3 is null then 'plan_objectives' end as export_3,
    case when step_4 is null then 'plan_answers' end as export_4
from steps
