-- Who sways whom at an account, apart from reporting lines (S60), and which outside voices do (S61).
-- grain: one row per influence
-- key: influence_id
-- $account: the account; null means every account the viewer may see
-- account_id: account of the person influenced
-- influence_id: the two ends, joined
-- from_contact_id: contact who influences, where of the same account; null for anybody else
-- from_name: their name, the outside party, or that it is someone at another account
-- to_contact_id: contact who is influenced
-- to_name: their name
-- strength: high, medium, low or other; null is not judged
-- is_outside: true for an analyst, partner, event or anyone beyond the account

select account_id, influence_id, from_contact_id, from_name, to_contact_id, to_name, strength, is_outside
from contact_sways
where $account is null or account_id = $account
order by account_id nulls last, influence_id nulls last
