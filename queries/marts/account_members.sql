-- Who on each account's team needs an action (S85), and how many open ones they have in its live plan.
-- Partners and executive sponsors need none; where nobody is named, the owner is the team.
-- grain: one row per account and person
-- key: account_id, person_id
-- columns: account_id
-- person_id: the member
-- open_actions: open actions of theirs in the account's live plan

with

named as (

    select distinct team.account_id, team.person_id
    from stg_account_team as team
    left join people on people.person_id = team.person_id
    where team.person_id is not null
        and coalesce(team.team_role, '') not in ('EXEC_SPONSOR', 'PARTNER')
        and coalesce(people.is_active, true)

),

members as (

    select account_id, person_id from named
    union all
    select accounts.account_id, accounts.owner_id
    from accounts
    where accounts.owner_id is not null
        and not exists (select 1 from named where named.account_id = accounts.account_id)

),

busy as (

    select plan_id, owner_id, count(*) as open_actions from action_questions where is_open group by plan_id, owner_id

)

select
    accounts.account_id,
    members.person_id,
    cast(coalesce(busy.open_actions, 0) as bigint) as open_actions
from members
inner join accounts on accounts.account_id = members.account_id
left join busy on busy.plan_id = accounts.plan_id and busy.owner_id = members.person_id
order by accounts.account_id, members.person_id
