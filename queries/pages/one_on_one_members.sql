-- People on the teams of an AE's accounts who have no open action in the live plan (S85).
-- grain: one row per account and person
-- key: account_id, member_id
-- $owner: the AE; null means everyone the viewer may see
-- columns: account_id, account_name
-- plan_id: its live plan
-- member_id: the person
-- member_name: their name
-- role: their role

select
    accounts.account_id,
    accounts.account_name,
    accounts.plan_id,
    members.person_id as member_id,
    coalesce(people.person_name, 'a colleague') as member_name,
    people.role
from accounts
inner join exported on exported.has_plan_actions
inner join account_members as members on members.account_id = accounts.account_id and members.open_actions = 0
left join people on people.person_id = members.person_id
where accounts.plan_id is not null and ($owner is null or accounts.counted_under_id = $owner)
order by
    accounts.account_name nulls last, accounts.account_id nulls last, member_name nulls last, members.person_id nulls last
