-- How each deal stood on each snapshot day, with its amount in the reporting currency.
-- A history of changes is read as the state at the end of each week; without any snapshot, the present state is one.
-- What the snapshots do not say of a deal (account, type, segment, region, creation) is taken from the deal as it is.
-- grain: one row per opportunity and snapshot day
-- key: opportunity_id, snapshot_on
-- columns: opportunity_id, snapshot_on, type, segment, region, stage, stage_order, forecast_category, amount
-- columns: amount_as_given, currency, is_unconverted, is_closed, is_won, created_on, next_step
-- account_id: account of the deal; null where no export says
-- owner_id: owner on that day, today's where the file names no owner at all; 'unassigned' where nobody is named
-- is_handed_over: true when the deal has another owner today
-- is_eligible: false when omitted or before pipeline_min_stage; without any stage order in the exports, by category only
-- close_on: expected or actual close as of that day
-- is_deleted: true when it was deleted by that day

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

),

given as (

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

),

ownerless_files as (

    select record_file from stg_opportunity_snapshots group by record_file having max(owner_id) is null

),

deal_stages as (

    select stage, max(stage_order) as stage_order from opportunities group by stage

),

known_stages as (

    select
        used.stage,
        coalesce(stages.stage_order, stg_stage_numbers.stage_order, deal_stages.stage_order, -1) as stage_order,
        coalesce(stages.is_closed, false) as is_closed,
        coalesce(stages.is_won, false) as is_won
    from (
        select stage from stg_opportunity_snapshots where stage is not null
        union
        select stage from opportunities where stage is not null
    ) as used
    left join stage_outcomes as stages on stages.stage = used.stage
    left join stg_stage_numbers on stg_stage_numbers.stage = used.stage
    left join deal_stages on deal_stages.stage = used.stage

),

stage_orders as (

    select coalesce(max(stage_order), -1) > -1 as is_known from known_stages

),

vanished as (

    select
        opportunity_id,
        owner_id,
        row_number() over (partition by opportunity_id order by snapshot_on desc nulls last) as place
    from stg_opportunity_snapshots
    where opportunity_id not in (select opportunity_id from opportunities)

),

deals as (

    select
        opportunities.opportunity_id,
        opportunities.account_id,
        coalesce(opportunities.owner_id, 'unassigned') as owner_id,
        opportunities.type,
        opportunities.segment,
        opportunities.created_on
    from opportunities
    union all
    select opportunity_id, null, coalesce(owner_id, 'unassigned'), null, null, null
    from vanished
    where place = 1

),

described as (

    select
        given.opportunity_id,
        given.snapshot_on,
        coalesce(given.account_id, deals.account_id) as account_id,
        coalesce(
            given.owner_id, case when ownerless_files.record_file is not null then deals.owner_id end, 'unassigned'
        ) as owner_id,
        deals.owner_id as owner_now_id,
        coalesce(given.type, deals.type) as type,
        deals.segment,
        given.stage,
        coalesce(known_stages.stage_order, -1) as stage_order,
        given.forecast_category,
        given.amount,
        given.currency,
        given.close_on,
        coalesce(given.is_closed, known_stages.is_closed, false) as is_closed,
        coalesce(given.is_won, known_stages.is_won, false) as is_won,
        given.is_deleted,
        coalesce(given.created_on, deals.created_on) as created_on,
        given.next_step
    from given
    left join deals on deals.opportunity_id = given.opportunity_id
    left join ownerless_files on ownerless_files.record_file = given.record_file
    left join known_stages on known_stages.stage = given.stage

)

select
    described.opportunity_id,
    described.snapshot_on,
    described.account_id,
    described.owner_id,
    described.owner_id is distinct from described.owner_now_id as is_handed_over,
    described.type,
    coalesce(described.segment, stg_accounts.segment) as segment,
    stg_accounts.region,
    described.stage,
    cast(described.stage_order as integer) as stage_order,
    described.forecast_category <> 'omitted'
    and (described.stage_order >= thresholds.pipeline_min_stage or not stage_orders.is_known) as is_eligible,
    described.forecast_category,
    cast(described.amount * rates.rate_to_reporting as decimal(18, 2)) as amount,
    described.amount as amount_as_given,
    coalesce(described.currency, thresholds.reporting_currency) as currency,
    described.amount is not null and rates.currency is null as is_unconverted,
    described.close_on,
    described.is_closed or described.is_won as is_closed,
    described.is_won,
    described.is_deleted,
    described.created_on,
    described.next_step
from described
cross join thresholds
cross join stage_orders
left join currency_rates as rates on rates.currency = coalesce(described.currency, thresholds.reporting_currency)
left join stg_accounts on stg_accounts.account_id = described.account_id
