-- Users as exported, renamed and classified.
-- grain: one row per person
-- key: person_id

select
    user_id as person_id,
    nullif(trim(full_name), '') as person_name,
    nullif(trim(email), '') as email,
    allowed.users_role(role, otherwise := 'OTHER') as role,
    manager_id,
    role_path_id,
    nullif(trim(team), '') as team,
    nullif(trim(region), '') as region,
    coalesce(is_active, true) as is_active,
    start_date as start_on,
    end_date as end_on,
    quota_bearing as is_quota_bearing,
    record_file,
    record_number,
    line_number
from exports.users
