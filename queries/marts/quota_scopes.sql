-- What a person answers for in one fiscal quarter: by their own team row, by the nearest level below on which the team rows
-- cover every AE quota, and by the AE rows; only one of them ever counts.
-- grain: one row per person with a quota at or below them, and quarter
-- key: person_id, quarter_starts_on
-- columns: person_id, quarter_label, quarter_starts_on
-- team_amount: their own team row in the reporting currency; null where there is none
-- roll_amount: their own team row, else the sum of the team rows of that nearest level; null where no level covers everybody
-- roll_levels: levels between them and those rows, 0 for their own; null without roll_amount
-- roll_quotas: team rows in roll_amount
-- rep_amount: sum of the rep rows at and below them; null where there is none
-- rep_quotas: rep rows in that sum
-- own_amount: their own rep row; null where there is none
-- left_out: exported rows at and below them that begin in the quarter and do not count

with

below as (

    select
        reports.manager_id as person_id,
        rows_below.quarter_label,
        rows_below.quarter_starts_on,
        sum(case when rows_below.outcome <> 'counted' then 1 else 0 end) as left_out
    from quota_rows as rows_below
    inner join reports on reports.person_id = rows_below.person_id
    where rows_below.quarter_label is not null
    group by reports.manager_id, rows_below.quarter_label, rows_below.quarter_starts_on

),

reps as (

    select
        reports.manager_id as person_id,
        quota_quarters.quarter_starts_on,
        sum(quota_quarters.amount) as amount,
        count(*) as quotas
    from quota_quarters
    inner join reports on reports.person_id = quota_quarters.person_id
    where quota_quarters.level = 'rep'
    group by reports.manager_id, quota_quarters.quarter_starts_on

),

below_teams as (

    select
        reports.manager_id as person_id,
        teams.quarter_starts_on,
        reports.levels,
        sum(teams.amount) as amount,
        count(*) as quotas,
        sum(reps.quotas) as rep_quotas
    from quota_quarters as teams
    inner join reports on reports.person_id = teams.person_id
    left join reps on reps.person_id = teams.person_id and reps.quarter_starts_on = teams.quarter_starts_on
    where teams.level = 'team'
    group by reports.manager_id, teams.quarter_starts_on, reports.levels

),

covering as (

    select
        below_teams.*,
        row_number() over (
            partition by below_teams.person_id, below_teams.quarter_starts_on order by below_teams.levels nulls last
        ) as place
    from below_teams
    left join reps
        on reps.person_id = below_teams.person_id and reps.quarter_starts_on = below_teams.quarter_starts_on
    where below_teams.levels = 0 or below_teams.rep_quotas = reps.quotas

)

select
    below.person_id,
    below.quarter_label,
    below.quarter_starts_on,
    teams.amount as team_amount,
    cast(covering.amount as decimal(18, 2)) as roll_amount,
    covering.levels as roll_levels,
    cast(covering.quotas as bigint) as roll_quotas,
    cast(reps.amount as decimal(18, 2)) as rep_amount,
    cast(coalesce(reps.quotas, 0) as bigint) as rep_quotas,
    own.amount as own_amount,
    cast(below.left_out as bigint) as left_out
from below
left join quota_quarters as teams
    on teams.person_id = below.person_id
    and teams.quarter_starts_on = below.quarter_starts_on
    and teams.level = 'team'
left join quota_quarters as own
    on own.person_id = below.person_id
    and own.quarter_starts_on = below.quarter_starts_on
    and own.level = 'rep'
left join reps on reps.person_id = below.person_id and reps.quarter_starts_on = below.quarter_starts_on
left join covering
    on covering.place = 1
    and covering.person_id = below.person_id
    and covering.quarter_starts_on = below.quarter_starts_on
order by below.person_id, below.quarter_starts_on
