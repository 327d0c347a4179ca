-- The deals behind the roll-up of one submitter and week, and what each changed in it since the week before.
-- The amounts add up to the roll-up; what was called beyond it is in no deal.
-- grain: one row per opportunity that is or was in the roll-up
-- key: opportunity_id
-- parameters: population
-- $person: the submitter
-- $week: Monday of the week
-- $reach: best_case to reach down to Best Case; null stops at Commit
-- columns: opportunity_name, account_name, snapshot_on
-- opportunity_id: the deal
-- account_id: its account; null where the export has none
-- owner_name: owner on the day of the snapshot
-- deal_state: won, or the forecast category it stands in now; gone where it left the quarter or the category
-- last_week_amount: in the roll-up the week before, in the reporting currency; null when it was not in it
-- this_week_amount: in the roll-up now; null when it is not in it, or has no amount or rate
-- moved_amount: this_week_amount less last_week_amount, nothing counting as 0
-- close_on: close date on the day of the snapshot

with

weeks as (

    select weeks.*, case when weeks.week_starts_on = $week then 'now' else 'before' end as at_time
    from forecast_weeks as weeks
    inner join forecast_weeks as present
        on present.week_starts_on = $week and present.quarter_starts_on = weeks.quarter_starts_on
    where weeks.week_starts_on in ($week, $week - 7)

),

named as (

    select
        snapshots.opportunity_id,
        snapshots.account_id,
        snapshots.owner_id,
        snapshots.close_on,
        snapshots.snapshot_on,
        weeks.at_time,
        snapshots.category as deal_state,
        snapshots.amount
    from weeks
    inner join opportunity_snapshots as snapshots
        on snapshots.snapshot_on = weeks.snapshot_on
        and snapshots.close_on between weeks.quarter_starts_on and weeks.quarter_ends_on
    inner join counted_kinds as kinds on kinds.is_renewal = snapshots.is_renewal
    left join closed_opportunities as closed
        on closed.opportunity_id = snapshots.opportunity_id and closed.ended_on <= weeks.booked_on
    where
        not snapshots.is_deleted
        and closed.opportunity_id is null
        and (
            snapshots.category = 'commit'
            or ($reach = 'best_case' and snapshots.category in ('most_likely', 'best_case'))
        )
        and exists (
            select 1 from reports where reports.manager_id = $person and reports.person_id = snapshots.owner_id
        )
    union all
    select
        closed.opportunity_id, null, closed.owner_id, closed.close_on, weeks.snapshot_on, weeks.at_time, 'won',
        closed.amount
    from weeks
    inner join closed_opportunities as closed
        on closed.close_on between weeks.quarter_starts_on and weeks.booked_on
    inner join counted_kinds as kinds on kinds.is_renewal = closed.is_renewal
    where
        closed.is_won
        and exists (select 1 from reports where reports.manager_id = $person and reports.person_id = closed.owner_id)

),

paired as (

    select
        opportunity_id,
        coalesce(max(case when at_time = 'now' then account_id end), max(account_id)) as account_id,
        coalesce(max(case when at_time = 'now' then owner_id end), max(owner_id)) as owner_id,
        coalesce(max(case when at_time = 'now' then deal_state end), 'gone') as deal_state,
        max(case when at_time = 'before' then amount end) as last_week_amount,
        max(case when at_time = 'now' then amount end) as this_week_amount,
        coalesce(max(case when at_time = 'now' then close_on end), max(close_on)) as close_on,
        max(snapshot_on) as snapshot_on
    from named
    group by opportunity_id

)

select
    paired.opportunity_id,
    coalesce(paired.account_id, opportunities.account_id) as account_id,
    coalesce(opportunities.opportunity_name, paired.opportunity_id) as opportunity_name,
    accounts.account_name,
    coalesce(people.person_name, paired.owner_id) as owner_name,
    paired.deal_state,
    paired.last_week_amount,
    paired.this_week_amount,
    coalesce(paired.this_week_amount, 0) - coalesce(paired.last_week_amount, 0) as moved_amount,
    paired.close_on,
    paired.snapshot_on
from paired
left join opportunities on opportunities.opportunity_id = paired.opportunity_id
left join accounts on accounts.account_id = coalesce(paired.account_id, opportunities.account_id)
left join people on people.person_id = paired.owner_id
order by
    case paired.deal_state when 'gone' then 2 when 'won' then 1 else 0 end nulls last,
    paired.this_week_amount desc nulls last,
    paired.opportunity_id nulls last
