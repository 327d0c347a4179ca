-- Which of the three horizons an account's risks speak of, and how many of them something is done about (S41, S42).
-- grain: one row per account with a live plan and horizon; undated only where there are such risks
-- key: account_id, horizon
-- parameters: account
-- columns: account_id, horizon, horizon_place
-- risks: risks named; null without a risks export
-- mitigated_risks: of these, with an open or done action

with

horizons as (

    select 'short' as horizon, 1 as horizon_place
    union all
    select 'medium', 2
    union all
    select 'long', 3
    union all
    select 'undated', 4

),

counted as (

    select account_id, horizon, count(*) as risks, count(*) filter (where is_mitigated) as mitigated_risks
    from account_risks
    group by account_id, horizon

)

select
    accounts.account_id,
    horizons.horizon,
    horizons.horizon_place,
    case when exported.has_plan_risks then cast(coalesce(counted.risks, 0) as bigint) end as risks,
    case when exported.has_plan_risks then cast(coalesce(counted.mitigated_risks, 0) as bigint) end as mitigated_risks
from accounts
cross join horizons
cross join exported
left join counted on counted.account_id = accounts.account_id and counted.horizon = horizons.horizon
where ($account is null or accounts.account_id = $account)
    and accounts.plan_id is not null
    and (horizons.horizon <> 'undated' or counted.risks > 0)
order by accounts.account_id nulls last, horizons.horizon_place nulls last
