-- What a person answers for in one fiscal quarter, at both levels; only one of the two ever counts.
-- grain: one row per person with a quota at or below them, and quarter
-- key: person_id, quarter_starts_on
-- columns: person_id, quarter_label, quarter_starts_on
-- team_amount: their own team row in the reporting currency; null where there is none
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

)

select
    below.person_id,
    below.quarter_label,
    below.quarter_starts_on,
    teams.amount as team_amount,
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
order by below.person_id, below.quarter_starts_on
