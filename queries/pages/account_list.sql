-- Accounts to choose from, key accounts and the largest first.
-- grain: one row per account
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: account_id, account_name, blocking_fact, arr, renewal_on
-- owner_name: the owner's name
-- owner_id: the owner
-- is_key: key account today
-- state: rung of the plan-state ladder; null for an account that does not count

select
    scoped_accounts.account_id,
    scoped_accounts.account_name,
    scoped_accounts.owner_name,
    scoped_accounts.owner_id,
    scoped_accounts.is_key,
    plan_states.state,
    plan_states.blocking_fact,
    scoped_accounts.arr,
    scoped_accounts.renewal_on
from scoped_accounts
left join plan_states on plan_states.account_id = scoped_accounts.account_id
order by
    scoped_accounts.is_key desc nulls last,
    scoped_accounts.arr desc nulls last,
    scoped_accounts.account_name nulls last,
    scoped_accounts.account_id nulls last
