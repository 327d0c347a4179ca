-- Account team as exported, renamed and classified.
-- grain: one row per account, member and role
-- key: account_id, person_id, partner_name, team_role

select
    account_id,
    user_id as person_id,
    allowed.account_team_team_role(team_role) as team_role,
    nullif(trim(partner_name), '') as partner_name
from exports.account_team
