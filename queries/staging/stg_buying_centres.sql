-- Buying centres as exported, renamed and classified.
-- grain: one row per buying centre
-- key: buying_centre_id

select
    buying_centre_id,
    account_id,
    nullif(trim(name), '') as name,
    parent_id,
    addressable_users
from exports.buying_centres
