-- What the exports say of each deal on each snapshot day.
-- A history of changes is read as the state at the end of each week; without any snapshot, the present state is one.
-- grain: one row per opportunity and snapshot day
-- key: opportunity_id, snapshot_on
-- columns: opportunity_id, snapshot_on, stage, forecast_category, close_on, is_closed, is_won, currency, account_id
-- columns: type, created_on, next_step
-- is_deleted: true when it was deleted by that day
-- amount: as the file gives it
-- owner_id: owner on that day; null where the file names none
-- record_file: file that says so; null for the present state

with

histories as (

    select distinct file
    from intake.columns
    where
        table_name = 'opportunity_snapshots'
        and column_name = 'snapshot_date'
        and lower(replace(replace(replace(header, ' ', ''), '_', ''), '.', ''))
        in ('createddate', 'opportunityhistorycreateddate', 'lastmodified', 'lastmodifieddate', 'changedat', 'timestamp')

),

changes as (

    select
        *,
        lead(snapshot_on) over (partition by opportunity_id order by snapshot_on nulls last) as next_on
    from stg_opportunity_snapshots
    where record_file in (select file from histories)

),

week_ends as (

    select distinct least(cast(calendar.week_starts_on + 6 as date), export_run.as_of_on) as day_on
    from calendar
    cross join export_run
    where calendar.day_on between (select min(snapshot_on) from changes) and export_run.as_of_on

)

select
    opportunity_id, snapshot_on, stage, forecast_category, amount, close_on, owner_id, is_closed, is_won, currency,
    account_id, type, is_deleted, created_on, next_step, record_file
from stg_opportunity_snapshots
where record_file is null or record_file not in (select file from histories)
union all
select
    changes.opportunity_id, week_ends.day_on, changes.stage, changes.forecast_category, changes.amount,
    changes.close_on, changes.owner_id, changes.is_closed, changes.is_won, changes.currency, changes.account_id,
    changes.type, changes.is_deleted, changes.created_on, changes.next_step, changes.record_file
from changes
inner join week_ends
    on
        week_ends.day_on >= changes.snapshot_on
        and (changes.next_on is null or week_ends.day_on < changes.next_on)
cross join thresholds
where
    not coalesce(changes.is_closed, false)
    or date_diff('day', changes.snapshot_on, week_ends.day_on) <= thresholds.history_closed_days
union all
select
    opportunity_id, export_run.as_of_on, stage, forecast_category, amount_as_given, close_on, owner_id, is_closed,
    is_won, currency, account_id, type, false, created_on, next_step, null
from opportunities
cross join export_run
where not exists (select 1 from stg_opportunity_snapshots)
