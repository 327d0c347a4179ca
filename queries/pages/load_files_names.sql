-- Everyone who sells, every account and every deal by name, so that two loads can be held against each other.
-- grain: one row per AE, account and deal
-- key: kind, named_id
-- kind: AE, account or deal
-- named_id: its id
-- named: its name
-- columns: amount

select 'AE' as kind, person_id as named_id, person_name as named, cast(null as decimal(18, 2)) as amount
from people
where is_rep and is_active

union all

select 'account' as kind, account_id as named_id, account_name as named, arr as amount
from accounts

union all

select 'deal' as kind, opportunity_id as named_id, opportunity_name as named, amount
from opportunities
order by kind nulls last, named_id nulls last
