-- How each deal stood on each snapshot day, with its amount in the reporting currency: what was open on it (C13).
-- What came of a closed deal is told by closed_opportunities alone; a deal it has
-- closed by a day was not open on it. What another owner made of a deal since does not reach back into somebody's days.
-- What the snapshots do not say of a deal (account, type, segment, region, creation) is taken from the deal as it is.
-- grain: one row per opportunity and snapshot day
-- key: opportunity_id, snapshot_on
-- columns: opportunity_id, snapshot_on, type, is_renewal, segment, region, stage, stage_order, forecast_category, amount
-- columns: amount_as_given, currency, is_unconverted, created_on, next_step
-- account_id: account of the deal; null where no export says
-- owner_id: owner on that day, today's where the file names no owner at all; 'unassigned' where nobody is named
-- is_handed_over: true when the deal has another owner today
-- is_eligible: false when omitted or before pipeline_min_stage; without any stage order in the exports, by category only
-- category: what it counts as while open: omitted, early before pipeline_min_stage, still open in the category closed, else its forecast category; null once closed
-- close_on: expected or actual close as of that day
-- is_closed: true when it was closed by that day, as the snapshot or the deal itself says
-- is_deleted: true when it was deleted by that day

with

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
        coalesce(given.is_closed, known_stages.is_closed, false)
        or coalesce(given.is_won, known_stages.is_won, false)
        or (
            ended.opportunity_id is not null
            and ended.owner_id = coalesce(
                given.owner_id, case when ownerless_files.record_file is not null then deals.owner_id end, 'unassigned'
            )
        ) as is_closed,
        given.is_deleted,
        coalesce(given.created_on, deals.created_on) as created_on,
        given.next_step
    from snapshot_states as given
    left join deals on deals.opportunity_id = given.opportunity_id
    left join ownerless_files on ownerless_files.record_file = given.record_file
    left join known_stages on known_stages.stage = given.stage
    left join closed_opportunities as ended
        on ended.opportunity_id = given.opportunity_id and ended.ended_on <= given.snapshot_on

),

judged as (

    select
        described.*,
        described.forecast_category <> 'omitted'
        and (described.stage_order >= thresholds.pipeline_min_stage or not stage_orders.is_known) as is_eligible
    from described
    cross join thresholds
    cross join stage_orders

)

select
    described.opportunity_id,
    described.snapshot_on,
    described.account_id,
    described.owner_id,
    described.owner_id is distinct from described.owner_now_id as is_handed_over,
    described.type,
    coalesce(described.type = 'renewal', false) as is_renewal,
    coalesce(described.segment, stg_accounts.segment) as segment,
    stg_accounts.region,
    described.stage,
    cast(described.stage_order as integer) as stage_order,
    described.is_eligible,
    case
        when described.is_closed then null
        when described.forecast_category = 'omitted' then 'omitted'
        when not described.is_eligible then 'early'
        when described.forecast_category = 'closed' then 'still open'
        else described.forecast_category
    end as category,
    described.forecast_category,
    cast(described.amount * rates.rate_to_reporting as decimal(18, 2)) as amount,
    described.amount as amount_as_given,
    coalesce(described.currency, thresholds.reporting_currency) as currency,
    described.amount is not null and rates.currency is null as is_unconverted,
    described.close_on,
    described.is_closed,
    described.is_deleted,
    described.created_on,
    described.next_step
from judged as described
cross join thresholds
left join currency_rates as rates on rates.currency = coalesce(described.currency, thresholds.reporting_currency)
left join stg_accounts on stg_accounts.account_id = described.account_id
