-- The live plans of key accounts that one check, or any, asks to look at or cannot judge, the largest account first.
-- grain: one row per account and check
-- key: account_id, check_name
-- parameters: team, owner, region, segment
-- $check: name of the check; null means every check
-- $account: one account with all its checks, those that are fine too; null means every account and none that is fine
-- columns: account_id, account_name, rule, check_name, check_place, asks, arr
-- person_name: person it counts under
-- verdict: look, fine or unknown
-- fact: what it was judged by

select
    checks.account_id,
    scoped_accounts.account_name,
    coalesce(people.person_name, 'Without owner') as person_name,
    checks.rule,
    checks.check_name,
    checks.check_place,
    checks.asks,
    checks.verdict,
    checks.fact,
    scoped_accounts.arr
from plan_checks as checks
inner join scoped_accounts on scoped_accounts.account_id = checks.account_id
left join people on people.person_id = scoped_accounts.counted_under_id
where
    ($check is null or checks.check_name = $check)
    and ($account is null or checks.account_id = $account)
    and ($account is not null or (scoped_accounts.is_eligible and checks.verdict <> 'fine'))
order by
    case when $account is not null then case checks.verdict when 'look' then 1 when 'unknown' then 2 else 3 end end nulls last,
    checks.check_place nulls last,
    case checks.verdict when 'look' then 1 when 'unknown' then 2 else 3 end nulls last,
    scoped_accounts.arr desc nulls last,
    scoped_accounts.account_name nulls last,
    checks.account_id nulls last
