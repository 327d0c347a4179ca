-- Accounts for the search box, key accounts first; at most 2,000.
-- grain: one row per account
-- key: account_id
-- $text: part of a name, in any case; null means every account
-- columns: account_id, account_name
-- owner_name: who owns it
-- is_key: key account today

select account_id, account_name, owner_name, is_key
from accounts
where $text is null or position(lower($text) in lower(account_name)) > 0
order by is_key desc nulls last, account_name nulls last, account_id nulls last
limit 2000
