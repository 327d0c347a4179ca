-- Who may know more about an account's whitespace: our people on it, then its friendly contacts.
-- grain: one row per account and person or contact
-- key: account_id, knower_id
-- $account: the account; null means every account the viewer sees
-- columns: account_id
-- knower_id: person or contact
-- knower_name: their name
-- knower_role: what they are there
-- knower_place: who to ask first

with

team_roles as (

    select account_id, person_id, min(team_role) as team_role
    from account_team
    where person_id is not null and ($account is null or account_id = $account)
    group by account_id, person_id

),

team as (

    select
        team_roles.account_id,
        team_roles.person_id as knower_id,
        people.person_name as knower_name,
        team_roles.team_role as knower_role,
        case team_roles.team_role when 'CSM' then 1 when 'SA' then 2 when 'RM' then 3 else 9 end as knower_place
    from team_roles
    inner join people on people.person_id = team_roles.person_id
    where team_roles.team_role in ('CSM', 'SA', 'RM')

),

friends as (

    select
        account_id,
        contact_id as knower_id,
        full_name as knower_name,
        support as knower_role,
        case support when 'champion' then 4 else 5 end as knower_place
    from contacts
    where support in ('champion', 'supporter')
        and influence = 'high'
        and coalesce(is_active, true)
        and full_name is not null
        and ($account is null or account_id = $account)

)

select account_id, knower_id, knower_name, knower_role, cast(knower_place as integer) as knower_place from team
union all
select account_id, knower_id, knower_name, knower_role, cast(knower_place as integer) as knower_place from friends
order by account_id nulls last, knower_place nulls last, knower_name nulls last, knower_id nulls last
