-- What the deals below a person say in the snapshot of a week: won so far, and open in the quarter by category.
-- grain: one row per person and week with a snapshot
-- key: person_id, week_starts_on
-- columns: week_starts_on, snapshot_on
-- person_id: the person the deals are summed up to, by the owner of the day under today's tree
-- won_amount: won with a close date in the quarter, by then
-- commit_amount: open and called Commit
-- most_likely_amount: open and called Most Likely
-- best_case_amount: open and called Best Case

with

deals as (

    select
        snapshots.owner_id,
        weeks.week_starts_on,
        case when snapshots.is_won then 'closed' else snapshots.forecast_category end as category,
        snapshots.amount
    from forecast_weeks as weeks
    inner join opportunity_snapshots as snapshots
        on snapshots.snapshot_on = weeks.snapshot_on
        and snapshots.close_on between weeks.quarter_starts_on and weeks.quarter_ends_on
    where
        not snapshots.is_deleted
        and (
            (snapshots.is_won and weeks.has_won and snapshots.close_on <= weeks.snapshot_on)
            or (
                not snapshots.is_closed
                and snapshots.is_eligible
                and snapshots.forecast_category in ('commit', 'most_likely', 'best_case')
            )
        )
    union all
    select closed.owner_id, weeks.week_starts_on, 'closed', closed.amount
    from forecast_weeks as weeks
    inner join closed_opportunities as closed
        on closed.quarter_label = weeks.quarter_label and closed.close_on <= weeks.snapshot_on
    where closed.is_won and not weeks.has_won

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
    cast(coalesce(summed.commit_amount, 0) as decimal(18, 2)) as commit_amount,
    cast(coalesce(summed.most_likely_amount, 0) as decimal(18, 2)) as most_likely_amount,
    cast(coalesce(summed.best_case_amount, 0) as decimal(18, 2)) as best_case_amount
from forecast_weeks as weeks
cross join people
left join summed on summed.person_id = people.person_id and summed.week_starts_on = weeks.week_starts_on
where
    weeks.snapshot_on is not null
    and exists (select 1 from forecast_submitters as submitters where submitters.person_id = people.person_id)
order by people.person_id, weeks.week_starts_on
