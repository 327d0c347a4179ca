-- Everyone who works on an account: the owner, the team by role, the sponsor of its plan, partners.
-- grain: one row per account, member and role
-- key: account_id, member_id, team_role
-- parameters: account
-- columns: account_id
-- member_id: person, or name of the partner company
-- member_name: who it is
-- team_role: owner, AE, SA, CSM, RM, SDR, executive sponsor, partner or other
-- role_place: order of the role
-- is_active: false for someone who has left; null for a partner
-- needs_action: true when everyone-has-an-action asks for one (S85)
-- open_actions: open actions of theirs in the live plan; null for those who need none

with

named as (

    select account_id, owner_id as member_id, 'owner' as team_role, false as is_partner
    from accounts
    where owner_id is not null
    union
    select
        account_id,
        coalesce(person_id, partner_name),
        case team_role
            when 'EXEC_SPONSOR' then 'executive sponsor'
            when 'PARTNER' then 'partner'
            when 'OTHER' then 'other'
            else coalesce(team_role, 'other')
        end,
        person_id is null
    from account_team
    where coalesce(person_id, partner_name) is not null
    union
    select plans.account_id, plans.exec_sponsor_id, 'executive sponsor', false
    from plans
    where plans.is_primary and plans.exec_sponsor_id is not null

),

roles as (

    select
        *,
        case team_role
            when 'owner' then 1 when 'AE' then 2 when 'SA' then 3 when 'CSM' then 4 when 'RM' then 5 when 'SDR' then 6
            when 'other' then 7 when 'executive sponsor' then 8 else 9
        end as role_place
    from named
    where $account is null or account_id = $account

)

select
    roles.account_id,
    roles.member_id,
    case when roles.is_partner then roles.member_id else coalesce(people.person_name, hidden.role_name, 'somebody outside your view') end as member_name,
    roles.team_role,
    roles.role_place,
    case when not roles.is_partner then people.is_active end as is_active,
    members.person_id is not null as needs_action,
    members.open_actions
from roles
left join people on people.person_id = roles.member_id and not roles.is_partner
left join person_roles as hidden on hidden.person_id = roles.member_id and not roles.is_partner
left join account_members as members
    on members.account_id = roles.account_id and members.person_id = roles.member_id
order by
    roles.account_id nulls last,
    roles.role_place nulls last,
    member_name nulls last,
    roles.member_id nulls last,
    roles.team_role nulls last
