-- Key account rules as exported, renamed and classified.
-- grain: one row per region and first day of a rule
-- key: region, valid_from_on

select
    nullif(trim(region), '') as region,
    valid_from as valid_from_on,
    valid_to as valid_to_on,
    min_arr,
    min_employees,
    rank_max,
    named_list as uses_named_list
from exports.key_account_rules
