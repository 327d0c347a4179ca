-- What the deals below a person say in a week: won by its end (C13), and open in its snapshot by category. As calls are made
-- against quotas, the deals are those that quotas are set for (C14).
-- grain: one row per submitter and week
-- key: person_id, week_starts_on
-- columns: week_starts_on
-- snapshot_on: snapshot that tells what was open; null without one, and then nothing open is known
-- person_id: the person the deals are summed up to, by the owner of the day under today's tree
-- won_amount: won in the quarter by the end of the week
-- commit_amount: open and called Commit
-- most_likely_amount: open and called Most Likely
-- best_case_amount: open and called Best Case

with

deals as (

    select snapshots.owner_id, weeks.week_starts_on, snapshots.category, snapshots.amount
    from forecast_weeks as weeks
    inner join opportunity_snapshots as snapshots
        on snapshots.snapshot_on = weeks.snapshot_on
        and snapshots.close_on between weeks.quarter_starts_on and weeks.quarter_ends_on
    inner join quota_kinds as kinds on kinds.is_renewal = snapshots.is_renewal
    left join closed_opportunities as closed
        on closed.opportunity_id = snapshots.opportunity_id and closed.ended_on <= weeks.booked_on
    where
        not snapshots.is_deleted
        and snapshots.category in ('commit', 'most_likely', 'best_case')
        and closed.opportunity_id is null
    union all
    select closed.owner_id, weeks.week_starts_on, 'closed', closed.amount
    from forecast_weeks as weeks
    inner join closed_opportunities as closed
        on closed.quarter_label = weeks.quarter_label and closed.close_on <= weeks.booked_on
    inner join quota_kinds as kinds on kinds.is_renewal = closed.is_renewal
    where closed.is_won

),

owners as (

    select
        owner_id,
        week_starts_on,
        sum(case when category = 'closed' then amount end) as won_amount,
        sum(case when category = 'commit' then amount end) as commit_amount,
        sum(case when category = 'most_likely' then amount end) as most_likely_amount,
        sum(case when category = 'best_case' then amount end) as best_case_amount
    from deals
    group by owner_id, week_starts_on

),

summed as (

    select
        reports.manager_id as person_id,
        owners.week_starts_on,
        sum(owners.won_amount) as won_amount,
        sum(owners.commit_amount) as commit_amount,
        sum(owners.most_likely_amount) as most_likely_amount,
        sum(owners.best_case_amount) as best_case_amount
    from owners
    inner join reports on reports.person_id = owners.owner_id
    group by reports.manager_id, owners.week_starts_on

)

select
    people.person_id,
    weeks.week_starts_on,
    weeks.snapshot_on,
    cast(coalesce(summed.won_amount, 0) as decimal(18, 2)) as won_amount,
    cast(case when weeks.snapshot_on is not null then coalesce(summed.commit_amount, 0) end as decimal(18, 2))
        as commit_amount,
    cast(case when weeks.snapshot_on is not null then coalesce(summed.most_likely_amount, 0) end as decimal(18, 2))
        as most_likely_amount,
    cast(case when weeks.snapshot_on is not null then coalesce(summed.best_case_amount, 0) end as decimal(18, 2))
        as best_case_amount
from forecast_weeks as weeks
cross join people
left join summed on summed.person_id = people.person_id and summed.week_starts_on = weeks.week_starts_on
where exists (select 1 from forecast_submitters as submitters where submitters.person_id = people.person_id)
order by people.person_id, weeks.week_starts_on
