-- Accounts to choose from, key accounts and the largest first.
-- grain: one row per account
-- key: account_id
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- account_id: the account
-- account_name: its name
-- owner_name: the owner's name
-- is_key: key account today
-- state: rung of the plan-state ladder; null for an account that does not count
-- blocking_fact: what keeps it from the next rung
-- arr: yearly spend in the reporting currency
-- renewal_on: next renewal

select
    scoped_accounts.account_id,
    scoped_accounts.account_name,
    scoped_accounts.owner_name,
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
