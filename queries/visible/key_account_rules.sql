-- Key account rules: the same for everyone who works here, nothing for a stranger.
-- grain: as key_account_rules
-- key: as key_account_rules

select key_account_rules.*
from staging.stg_key_account_rules as key_account_rules
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
