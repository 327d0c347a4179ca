-- Accounts for the search box.
-- grain: one row per account
-- key: account_id
-- account_id: id of the account
-- account_name: its name
-- owner_name: who owns it
-- is_key: key account today

select account_id, account_name, owner_name, is_key
from accounts
order by is_key desc nulls last, account_name nulls last, account_id nulls last
