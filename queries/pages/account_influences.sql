-- Who sways whom at an account, apart from reporting lines (S60), and which outside voices do (S61).
-- grain: one row per influence
-- key: influence_id
-- parameters: account
-- columns: influence_id, from_contact_id, from_name, to_contact_id, to_name, strength, is_outside
-- account_id: account of the person influenced

select account_id, influence_id, from_contact_id, from_name, to_contact_id, to_name, strength, is_outside
from contact_sways
where $account is null or account_id = $account
order by account_id nulls last, influence_id nulls last
