-- How many live plans each check asks to look at, within the filters: proxies, each by itself (S96, S36).
-- grain: one row per check that applies to a plan
-- key: check_name
-- parameters: team, owner, region, segment
-- columns: rule, check_name, check_place, asks
-- checked_plans: live plans that it applies to and that could be judged
-- look_plans: of these, plans to look at
-- look_share: look_plans / checked_plans, 0 to 1; null where none could be judged
-- unjudged_plans: live plans that it applies to, where an export that would tell is missing

with

counted as (

    select
        checks.check_name,
        count(*) filter (where checks.verdict <> 'unknown') as checked_plans,
        count(*) filter (where checks.verdict = 'look') as look_plans,
        count(*) filter (where checks.verdict = 'unknown') as unjudged_plans
    from plan_checks as checks
    inner join scoped_accounts on scoped_accounts.account_id = checks.account_id
    where scoped_accounts.is_eligible
    group by checks.check_name

)

select
    kinds.rule,
    kinds.check_name,
    kinds.check_place,
    kinds.asks,
    cast(counted.checked_plans as bigint) as checked_plans,
    case when counted.checked_plans > 0 then cast(counted.look_plans as bigint) end as look_plans,
    cast(counted.look_plans as double) / nullif(cast(counted.checked_plans as double), 0) as look_share,
    cast(counted.unjudged_plans as bigint) as unjudged_plans
from counted
inner join plan_check_kinds as kinds on kinds.check_name = counted.check_name
order by kinds.check_place nulls last
