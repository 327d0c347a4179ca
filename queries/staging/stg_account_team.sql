-- Account team as exported, renamed and classified.
-- grain: one row per account, member and role
-- key: account_id, person_id, partner_name, team_role

select
    account_id,
    user_id as person_id,
    case when team_role in ('AE', 'SA', 'CSM', 'RM', 'SDR', 'PARTNER', 'EXEC_SPONSOR', 'OTHER') then team_role when team_role is not null then 'other' end as team_role,
    nullif(trim(partner_name), '') as partner_name
from exports.account_team
