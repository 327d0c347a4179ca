-- Did the account plan exist when the first opportunity of a key account left discovery (S4)?
-- The earliest opportunity since the account is key is tested, renewals aside; the plan's own creation date counts, not
-- its start. Where nobody recorded the day it left, the verdict is unknown, whatever the plan.
-- grain: one row per eligible account with such an opportunity
-- key: account_id
-- columns: account_id, counted_under_id, opportunity_name, opportunity_created_on, exited_on, plan_created_on
-- columns: result, unknown_reason, link
-- opportunity_id: the opportunity tested
-- result_place: 1 fail, 2 due, 3 unknown, 4 pass
-- days_late: days from leaving stage 1 to the plan, or to the day of the data without one, for fail alone; null when not recorded
-- days_in_stage: days in stage 1 so far, for due alone; null before it

with

first_deals as (

    select
        stage1_exits.*,
        row_number() over (
            partition by account_id order by created_on nulls last, opportunity_id nulls last
        ) as place
    from stage1_exits

),

plans_made as (

    select
        account_id,
        min(created_on) as plan_created_on,
        count(*) filter (where created_on is null) > 0 as has_undated
    from plans
    group by account_id

),

facts as (

    select
        accounts.account_id,
        accounts.counted_under_id,
        deals.opportunity_id,
        deals.opportunity_name,
        live.link,
        deals.created_on,
        deals.exited_on,
        deals.has_left,
        deals.discovery_on,
        plans_made.plan_created_on,
        plans_made.account_id is not null as has_plan,
        coalesce(plans_made.has_undated, false) as has_undated,
        exported.has_account_plans,
        export_run.as_of_on
    from first_deals as deals
    inner join accounts on accounts.account_id = deals.account_id
    cross join exported
    cross join export_run
    left join plans_made on plans_made.account_id = deals.account_id
    left join plans as live on live.plan_id = accounts.plan_id
    where deals.place = 1

),

judged as (

    select
        *,
        case
            when not has_account_plans then 'unknown'
            when not has_left and has_plan then 'pass'
            when not has_left then 'due'
            when exited_on is null then 'unknown'
            when plan_created_on <= exited_on then 'pass'
            when has_undated then 'unknown'
            else 'fail'
        end as result
    from facts

)

select
    account_id,
    counted_under_id,
    opportunity_id,
    opportunity_name,
    created_on as opportunity_created_on,
    exited_on,
    plan_created_on,
    result,
    cast(case result when 'fail' then 1 when 'due' then 2 when 'unknown' then 3 else 4 end as integer) as result_place,
    case when result = 'fail' then date_diff('day', exited_on, coalesce(plan_created_on, as_of_on)) end as days_late,
    case when result = 'due' then date_diff('day', discovery_on, as_of_on) end as days_in_stage,
    case
        when result <> 'unknown' then null
        when not has_account_plans then 'no account_plans export'
        when has_left is null then 'no history says whether it left stage 1'
        when exited_on is null then 'the day it left stage 1 is not recorded'
        else 'a plan has no creation date'
    end as unknown_reason,
    link
from judged
order by counted_under_id nulls last, account_id
