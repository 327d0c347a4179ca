-- What decides between several live plans of one account (C4).
-- grain: one row per account plan
-- key: plan_id
-- columns: plan_id
-- fits_class: 1 when a land plan stands on an account without a win or an expand plan on one with, 0 otherwise
-- changed_on: last change of its content, or its creation

with

wins as (

    select account_id, min(close_on) as first_won_on
    from stg_opportunities
    cross join export_run
    where is_won and close_on <= as_of_on
    group by account_id

)

select
    plans.plan_id,
    case
        when wins.account_id is null and plans.plan_type = 'land' then 1
        when wins.account_id is not null and plans.plan_type = 'expand' then 1
        else 0
    end as fits_class,
    plan_changes.changed_on
from stg_account_plans as plans
left join wins on wins.account_id = plans.account_id
left join plan_changes on plan_changes.plan_id = plans.plan_id
where plans.plan_kind = 'account'
