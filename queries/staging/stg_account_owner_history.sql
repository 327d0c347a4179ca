-- Account owner history as exported, renamed and classified.
-- grain: one row per account and first day of an owner
-- key: account_id, from_on

select
    account_id,
    owner_id,
    from_date as from_on,
    to_date as to_on
from exports.account_owner_history
