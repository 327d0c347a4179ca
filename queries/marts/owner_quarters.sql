-- What each owner's deals add up to in a fiscal quarter: everything the track record sums (2.4).
-- grain: one row per owner, segment, region, renewal or not, and quarter
-- key: owner_id, segment, region, is_renewal, quarter_label
-- columns: is_renewal, quarter_label, won_above_zero_amount, won_above_zero_deals, lost_amount, create_and_close_amount
-- columns: created_amount_now, commit_amount, best_case_amount
-- owner_id: owner of the deals; 'unassigned' where nobody is named
-- segment: segment of the deals, else of their accounts
-- region: region of their accounts
-- won_amount: won with a close date in the quarter and not in the future, negatives included
-- won_deals: number of them
-- lost_deals: lost, without unqualified ones, duplicates and merged ones
-- decided_won_amount: won for more than nothing, the twin of lost_amount in the win rate by value
-- set_aside_deals: closed as unqualified, duplicate or merged
-- unconverted_deals: closed with an amount whose currency has no rate
-- created_deals: first seen in the pipeline in the quarter, with an amount above nothing
-- created_amount: their value on that day
-- created_blank_deals: first seen without an amount, or with nothing or less
-- start_amount: open at the start snapshot of the quarter
-- start_slipped_amount: of that, with a close date after the quarter at its end
-- start_won_amount: of that, won in the quarter
-- start_lost_amount: of that, lost in the quarter
-- start_other_amount: of that, omitted, still open or gone
-- start_weighted_amount: of that, times the probability of the stage
-- commit_won_amount: of that, won in the quarter
-- best_case_won_amount: of that, won in the quarter

with

closed as (

    select
        owner_id,
        segment,
        region,
        is_renewal,
        quarter_label,
        sum(case when is_won then amount end) as won_amount,
        sum(case when is_won then 1 else 0 end) as won_deals,
        sum(case when is_won and amount > 0 then amount end) as won_above_zero_amount,
        sum(case when is_won and amount > 0 then 1 else 0 end) as won_above_zero_deals,
        sum(case when not is_won and is_counted then 1 else 0 end) as lost_deals,
        sum(case when not is_won and is_counted and amount > 0 then amount end) as lost_amount,
        sum(case when is_counted then 0 else 1 end) as set_aside_deals,
        sum(case when is_won and is_created_in_quarter then amount end) as create_and_close_amount,
        sum(case when is_unconverted then 1 else 0 end) as unconverted_deals
    from closed_opportunities
    where quarter_label is not null and not is_future
    group by owner_id, segment, region, is_renewal, quarter_label

),

created as (

    select
        owner_id,
        segment,
        region,
        is_renewal,
        quarter_label,
        sum(case when amount > 0 then 1 else 0 end) as created_deals,
        sum(case when amount > 0 then amount end) as created_amount,
        sum(case when amount > 0 then amount_now end) as created_amount_now,
        sum(case when amount > 0 then 0 else 1 end) as created_blank_deals
    from created_pipeline
    where quarter_label is not null
    group by owner_id, segment, region, is_renewal, quarter_label

),

cohorts as (

    select
        owner_id,
        segment,
        region,
        is_renewal,
        quarter_label,
        sum(case when week_of_quarter = 0 then amount end) as start_amount,
        sum(case when week_of_quarter = 0 then slipped_amount end) as start_slipped_amount,
        sum(case when week_of_quarter = 0 then won_amount end) as start_won_amount,
        sum(case when week_of_quarter = 0 then lost_amount end) as start_lost_amount,
        sum(case when week_of_quarter = 0 then omitted_amount + open_amount + missing_amount end)
            as start_other_amount,
        sum(case when week_of_quarter = 0 then weighted_amount end) as start_weighted_amount,
        sum(case when week_of_quarter = conversion_week and forecast_category = 'commit' then amount end)
            as commit_amount,
        sum(case when week_of_quarter = conversion_week and forecast_category = 'commit' then won_amount end)
            as commit_won_amount,
        sum(case when week_of_quarter = conversion_week and forecast_category = 'best_case' then amount end)
            as best_case_amount,
        sum(case when week_of_quarter = conversion_week and forecast_category = 'best_case' then won_amount end)
            as best_case_won_amount
    from category_outcomes
    cross join thresholds
    where week_of_quarter = 0 or week_of_quarter = conversion_week
    group by owner_id, segment, region, is_renewal, quarter_label

),

every as (

    select owner_id, segment, region, is_renewal, quarter_label from closed
    union
    select owner_id, segment, region, is_renewal, quarter_label from created
    union
    select owner_id, segment, region, is_renewal, quarter_label from cohorts

)

select
    every.owner_id,
    every.segment,
    every.region,
    every.is_renewal,
    every.quarter_label,
    cast(coalesce(closed.won_amount, 0) as decimal(18, 2)) as won_amount,
    cast(coalesce(closed.won_deals, 0) as bigint) as won_deals,
    cast(coalesce(closed.won_above_zero_amount, 0) as decimal(18, 2)) as won_above_zero_amount,
    cast(coalesce(closed.won_above_zero_deals, 0) as bigint) as won_above_zero_deals,
    cast(coalesce(closed.lost_deals, 0) as bigint) as lost_deals,
    cast(coalesce(closed.lost_amount, 0) as decimal(18, 2)) as lost_amount,
    cast(coalesce(closed.won_above_zero_amount, 0) as decimal(18, 2)) as decided_won_amount,
    cast(coalesce(closed.set_aside_deals, 0) as bigint) as set_aside_deals,
    cast(coalesce(closed.create_and_close_amount, 0) as decimal(18, 2)) as create_and_close_amount,
    cast(coalesce(closed.unconverted_deals, 0) as bigint) as unconverted_deals,
    cast(coalesce(created.created_deals, 0) as bigint) as created_deals,
    cast(coalesce(created.created_amount, 0) as decimal(18, 2)) as created_amount,
    cast(coalesce(created.created_amount_now, 0) as decimal(18, 2)) as created_amount_now,
    cast(coalesce(created.created_blank_deals, 0) as bigint) as created_blank_deals,
    cast(coalesce(cohorts.start_amount, 0) as decimal(18, 2)) as start_amount,
    cast(coalesce(cohorts.start_slipped_amount, 0) as decimal(18, 2)) as start_slipped_amount,
    cast(coalesce(cohorts.start_won_amount, 0) as decimal(18, 2)) as start_won_amount,
    cast(coalesce(cohorts.start_lost_amount, 0) as decimal(18, 2)) as start_lost_amount,
    cast(coalesce(cohorts.start_other_amount, 0) as decimal(18, 2)) as start_other_amount,
    cast(coalesce(cohorts.start_weighted_amount, 0) as decimal(18, 2)) as start_weighted_amount,
    cast(coalesce(cohorts.commit_amount, 0) as decimal(18, 2)) as commit_amount,
    cast(coalesce(cohorts.commit_won_amount, 0) as decimal(18, 2)) as commit_won_amount,
    cast(coalesce(cohorts.best_case_amount, 0) as decimal(18, 2)) as best_case_amount,
    cast(coalesce(cohorts.best_case_won_amount, 0) as decimal(18, 2)) as best_case_won_amount
from every
left join closed
    on
        closed.owner_id = every.owner_id
        and closed.segment is not distinct from every.segment
        and closed.region is not distinct from every.region
        and closed.is_renewal = every.is_renewal
        and closed.quarter_label = every.quarter_label
left join created
    on
        created.owner_id = every.owner_id
        and created.segment is not distinct from every.segment
        and created.region is not distinct from every.region
        and created.is_renewal = every.is_renewal
        and created.quarter_label = every.quarter_label
left join cohorts
    on
        cohorts.owner_id = every.owner_id
        and cohorts.segment is not distinct from every.segment
        and cohorts.region is not distinct from every.region
        and cohorts.is_renewal = every.is_renewal
        and cohorts.quarter_label = every.quarter_label
order by every.owner_id, every.quarter_label
