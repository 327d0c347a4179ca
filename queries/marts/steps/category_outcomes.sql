-- What became of the pipeline of a quarter as it stood at one of its weeks, by forecast category of that day (2.4).
-- The cohort is fixed at the snapshot, its amounts too; negative amounts count as nothing in a pipeline.
-- grain: one row per owner, segment, region, renewal or not, quarter, week and category
-- key: owner_id, segment, region, is_renewal, quarter_label, week_of_quarter, forecast_category
-- columns: segment, region, is_renewal
-- owner_id: owner on the day of the snapshot; 'unassigned' where nobody is named
-- quarter_label: quarter the deals were to close in
-- week_of_quarter: 0 for the start snapshot of the quarter, else the week counted from 1
-- forecast_category: category at the snapshot
-- deals: open deals
-- amount: their value at the snapshot
-- weighted_amount: value times the probability of the stage
-- unweighted_amount: value of the deals whose stage has no probability
-- won_deals: won in the quarter
-- won_amount: their value at the snapshot
-- lost_amount: lost in the quarter
-- slipped_amount: close date after the quarter at its end
-- omitted_amount: open and omitted at its end
-- open_amount: still open with a close date in the quarter, or without one
-- missing_amount: neither in the snapshot of its end nor closed
-- is_known: false where no snapshot stands for the end of the quarter

with

days as (

    select quarters.quarter_label, 0 as week_of_quarter, quarters.start_snapshot_on as snapshot_on
    from fiscal_quarters as quarters
    where quarters.start_snapshot_on is not null
    union all
    select calendar.quarter_label, calendar.week_of_fq, max(snapshot_days.snapshot_on)
    from snapshot_days
    inner join calendar on calendar.day_on = snapshot_days.snapshot_on
    where not snapshot_days.is_partial
    group by calendar.quarter_label, calendar.week_of_fq

),

mapped as (

    select stage, max(probability) as probability
    from stg_sales_stages
    where probability is not null
    group by stage

),

dealt as (

    select stage, cast(sum(probability) as double) / nullif(count(probability), 0) as probability
    from opportunities
    where not is_closed
    group by stage

),

cohort as (

    select
        days.quarter_label,
        days.week_of_quarter,
        quarters.quarter_starts_on,
        quarters.quarter_ends_on,
        quarters.end_snapshot_on,
        snapshots.opportunity_id,
        snapshots.owner_id,
        snapshots.segment,
        snapshots.region,
        snapshots.is_renewal,
        snapshots.forecast_category,
        case when snapshots.amount > 0 then snapshots.amount else 0 end as amount,
        coalesce(mapped.probability, dealt.probability) as probability
    from days
    inner join fiscal_quarters as quarters on quarters.quarter_label = days.quarter_label
    inner join opportunity_snapshots as snapshots
        on snapshots.snapshot_on = days.snapshot_on
        and snapshots.close_on between quarters.quarter_starts_on and quarters.quarter_ends_on
    left join mapped on mapped.stage = snapshots.stage
    left join dealt on dealt.stage = snapshots.stage
    where not snapshots.is_closed and not snapshots.is_deleted and snapshots.is_eligible

),

told as (

    select
        cohort.*,
        cohort.end_snapshot_on is not null as is_known,
        case
            when cohort.end_snapshot_on is null then null
            when closed.close_on <= cohort.quarter_ends_on then case when closed.is_won then 'won' else 'lost' end
            when ends.opportunity_id is null or ends.is_deleted
                then case when closed.close_on > cohort.quarter_ends_on then 'slipped' else 'missing' end
            when ends.close_on > cohort.quarter_ends_on then 'slipped'
            when ends.forecast_category = 'omitted' then 'omitted'
            else 'open'
        end as outcome
    from cohort
    left join opportunity_snapshots as ends
        on ends.snapshot_on = cohort.end_snapshot_on and ends.opportunity_id = cohort.opportunity_id
    left join closed_opportunities as closed on closed.opportunity_id = cohort.opportunity_id

)

select
    owner_id,
    segment,
    region,
    is_renewal,
    quarter_label,
    cast(week_of_quarter as integer) as week_of_quarter,
    forecast_category,
    count(*) as deals,
    cast(sum(amount) as decimal(18, 2)) as amount,
    cast(sum(cast(amount as double) * probability * 0.01) as decimal(18, 2)) as weighted_amount,
    cast(coalesce(sum(case when probability is null then amount end), 0) as decimal(18, 2)) as unweighted_amount,
    cast(sum(case when outcome = 'won' then 1 else 0 end) as bigint) as won_deals,
    cast(coalesce(sum(case when outcome = 'won' then amount end), 0) as decimal(18, 2)) as won_amount,
    cast(coalesce(sum(case when outcome = 'lost' then amount end), 0) as decimal(18, 2)) as lost_amount,
    cast(coalesce(sum(case when outcome = 'slipped' then amount end), 0) as decimal(18, 2)) as slipped_amount,
    cast(coalesce(sum(case when outcome = 'omitted' then amount end), 0) as decimal(18, 2)) as omitted_amount,
    cast(coalesce(sum(case when outcome = 'open' then amount end), 0) as decimal(18, 2)) as open_amount,
    cast(coalesce(sum(case when outcome = 'missing' then amount end), 0) as decimal(18, 2)) as missing_amount,
    is_known
from told
group by owner_id, segment, region, is_renewal, quarter_label, week_of_quarter, forecast_category, is_known
order by owner_id, quarter_label, week_of_quarter, forecast_category
