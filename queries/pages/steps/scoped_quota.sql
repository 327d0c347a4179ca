-- The one quota of what is looked at, in one fiscal quarter, and which rows of the quota export make it.
-- One level only: the manager's own team row, else the team rows of the nearest level below that covers every AE quota, else
-- the AE rows; never two of them.
-- grain: one row
-- key: quarter_label
-- parameters: quarter
-- $team: manager whose team is meant; null means everyone in view
-- $owner: one person, whose own rep row is meant; null means everyone
-- columns: quarter_label, quota, quota_level
-- ae_quota: sum of the AE quotas where another level counts; null where they are what counts, or there is none
-- quota_left_out: exported rows of the quarter that do not count; the reasons stand in quota_left_out

with

looked_at as (

    select coalesce($quarter, export_run.quarter_label) as quarter_label from export_run

),

found as (

    select
        looked_at.quarter_label,
        count(scopes.person_id) as heads,
        count(scopes.roll_amount) as rolled,
        max(scopes.roll_levels) as roll_levels,
        sum(scopes.roll_amount) as roll_amount,
        sum(scopes.roll_quotas) as roll_quotas,
        sum(case when $owner is null then scopes.rep_amount else scopes.own_amount end) as rep_amount,
        sum(case when $owner is null then scopes.rep_quotas when scopes.own_amount is null then 0 else 1 end)
            as rep_quotas,
        sum(scopes.left_out) as left_out
    from looked_at
    left join quota_scopes as scopes
        on scopes.quarter_label = looked_at.quarter_label
        and exists (select 1 from scope_heads where scope_heads.person_id = scopes.person_id)
    group by looked_at.quarter_label

),

levelled as (

    select found.*, $owner is null and heads > 0 and rolled = heads as is_rolled from found

)

select
    quarter_label,
    cast(case when is_rolled then roll_amount else rep_amount end as decimal(18, 2)) as quota,
    case
        when is_rolled and roll_levels = 0
            then case when heads = 1 then 'the quota of the team' else 'the quotas of the teams' end
        when is_rolled and roll_quotas = 1 then 'the one team quota below'
        when is_rolled then 'the sum of ' || cast(cast(roll_quotas as bigint) as varchar) || ' team quotas'
        when rep_amount is null then 'no quota'
        when rep_quotas = 1 then 'one AE quota'
        else 'the sum of ' || cast(cast(rep_quotas as bigint) as varchar) || ' AE quotas'
    end as quota_level,
    cast(case when is_rolled then rep_amount end as decimal(18, 2)) as ae_quota,
    cast(coalesce(left_out, 0) as bigint) as quota_left_out
from levelled
