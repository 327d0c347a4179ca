-- Which of the five roles an account's team has: AE, SA, CSM, renewals manager and channel (S69).
-- grain: one row per account that is neither deleted nor merged
-- key: account_id
-- columns: account_id, team_roles, missing_team_roles

with

teams as (

    select
        team.account_id,
        max(case when team.team_role = 'SA' then 1 else 0 end) as has_sa,
        max(case when team.team_role = 'CSM' then 1 else 0 end) as has_csm,
        max(case when team.team_role = 'RM' then 1 else 0 end) as has_rm,
        max(case when team.team_role = 'AE' then 1 else 0 end) as has_ae,
        max(case when team.team_role = 'PARTNER' then 1 else 0 end) as has_channel
    from stg_account_team as team
    left join people on people.person_id = team.person_id
    where coalesce(people.is_active, true)
    group by team.account_id

),

filled as (

    select
        accounts.account_id,
        case when accounts.is_unassigned and coalesce(teams.has_ae, 0) = 0 then 0 else 1 end as has_ae,
        coalesce(teams.has_sa, 0) as has_sa,
        coalesce(teams.has_csm, 0) as has_csm,
        coalesce(teams.has_rm, 0) as has_rm,
        coalesce(teams.has_channel, 0) as has_channel
    from accounts
    inner join exported on exported.has_account_team
    left join teams on teams.account_id = accounts.account_id

)

select
    account_id,
    has_ae + has_sa + has_csm + has_rm + has_channel as team_roles,
    nullif(
        concat_ws(
            ', ',
            case when has_ae = 0 then 'AE' end,
            case when has_sa = 0 then 'SA' end,
            case when has_csm = 0 then 'CSM' end,
            case when has_rm = 0 then 'renewals manager' end,
            case when has_channel = 0 then 'channel' end
        ),
        ''
    ) as missing_team_roles
from filled
order by account_id
