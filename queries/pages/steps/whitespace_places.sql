-- Every place of the whitespace map of the accounts picked.
-- grain: one row per account, buying centre, column of the map and recording
-- key: account_id, buying_centre_id, column_id, cell_id
-- parameters: team, owner, region, segment, shown, sort, from_place, to_place, axis
-- columns: as whitespace_map
-- columns: account_name, account_place
-- person_id: person it counts under
-- team_id: their team

select places.*, accounts.account_name, accounts.account_place, accounts.person_id, accounts.team_id
from whitespace_map as places
inner join whitespace_accounts as accounts on accounts.account_id = places.account_id
where ($from_place is null or accounts.account_place >= $from_place) and ($to_place is null or accounts.account_place <= $to_place)
