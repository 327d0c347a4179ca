-- The track record of what is looked at: each measure for a fiscal quarter and the four before it (2.4).
-- grain: one row per measure and quarter
-- key: metric, quarter_label
-- parameters: team, owner, population
-- $region: region of the account; null means every region. Quotas and sales cycles know no regions
-- $segment: segment of the deal; null means every segment. Quotas and sales cycles know no segments
-- $quarter: label of the newest quarter shown; null means that of the data's day
-- columns: quarter_label, quarter_starts_on
-- metric: name of the measure, as declared in metrics
-- metric_place: order of the measures
-- place: 0 for the newest quarter, 4 for the oldest
-- is_running: true while the quarter has not ended: the value is the one so far
-- unit: money, share or days
-- value: the value; null where it is not defined or not known, and then note says why
-- part: what is divided, or the lower quartile of days; null where nothing is
-- whole: what it is divided by, or the upper quartile of days; null where nothing is
-- cases: deals it rests on; null where deals are not counted
-- is_thin: true when it rests on fewer deals than win_rate_min_deals
-- note: what to know about the value, in words; null where there is nothing

with

listed as (

    select 1 as metric_place, 'quota' as metric, 'money' as unit
    union all select 2, 'won_amount', 'money'
    union all select 3, 'gap_amount', 'money'
    union all select 4, 'attainment_share', 'share'
    union all select 5, 'win_rate_share', 'share'
    union all select 6, 'win_rate_value_share', 'share'
    union all select 7, 'cycle_days', 'days'
    union all select 8, 'renewal_cycle_days', 'days'
    union all select 9, 'average_deal_amount', 'money'
    union all select 10, 'created_pipeline_amount', 'money'
    union all select 11, 'created_pipeline_now_amount', 'money'
    union all select 12, 'create_and_close_amount', 'money'
    union all select 13, 'slippage_share', 'share'
    union all select 14, 'commit_hit_share', 'share'
    union all select 15, 'best_case_hit_share', 'share'
    union all select 16, 'weighted_amount', 'money'

),

heads as (

    select count(*) as heads, min(person_id) as person_id from (
        select distinct scope_heads.person_id
        from scope_heads
        inner join sales_cycles on sales_cycles.person_id = scope_heads.person_id
    ) as with_cycles

),

cycles as (

    select
        sales_cycles.quarter_label,
        case when sales_cycles.kind = 'renewal' then 'renewal_cycle_days' else 'cycle_days' end as metric,
        sales_cycles.median_days,
        sales_cycles.quartile_days,
        sales_cycles.upper_quartile_days,
        sales_cycles.deals,
        sales_cycles.unknown_deals
    from sales_cycles
    cross join heads
    where
        sales_cycles.person_id = case
            when heads.heads > 1 and $team is null and $owner is null then 'everyone'
            else coalesce($owner, heads.person_id)
        end
        and ($owner is null or not exists (select 1 from reports where manager_id = $owner and person_id <> $owner))
        and $region is null
        and $segment is null

),

parts as (

    select
        listed.metric_place,
        listed.metric,
        listed.unit,
        sums.quarter_label,
        sums.quarter_starts_on,
        sums.place,
        not sums.is_over as is_running,
        cast(case listed.metric
            when 'attainment_share' then sums.won_amount
            when 'win_rate_share' then sums.won_deals
            when 'win_rate_value_share' then sums.won_above_zero_amount
            when 'average_deal_amount' then sums.won_above_zero_amount
            when 'slippage_share' then case when sums.has_start and sums.has_end then sums.start_slipped_amount end
            when 'commit_hit_share'
                then case when sums.is_over and sums.has_conversion and sums.has_end then sums.commit_won_amount end
            when 'best_case_hit_share'
                then case when sums.is_over and sums.has_conversion and sums.has_end then sums.best_case_won_amount end
        end as double) as part,
        cast(case listed.metric
            when 'attainment_share' then sums.quota
            when 'win_rate_share' then sums.won_deals + sums.lost_deals
            when 'win_rate_value_share' then sums.won_above_zero_amount + sums.lost_amount
            when 'average_deal_amount' then sums.won_above_zero_deals
            when 'slippage_share' then sums.start_amount
            when 'commit_hit_share' then sums.commit_amount
            when 'best_case_hit_share' then sums.best_case_amount
        end as double) as whole,
        cast(case listed.metric
            when 'quota' then sums.quota
            when 'won_amount' then sums.won_amount
            when 'gap_amount' then nullif(sums.quota, 0) - sums.won_amount
            when 'created_pipeline_amount' then case when sums.is_created_known then sums.created_amount end
            when 'created_pipeline_now_amount' then case when sums.is_created_known then sums.created_amount_now end
            when 'create_and_close_amount' then sums.create_and_close_amount
            when 'weighted_amount' then case when sums.has_start then sums.start_weighted_amount end
        end as double) as amount,
        case
            when listed.metric = 'won_amount' then sums.booked_deals
            when listed.metric in ('win_rate_share', 'win_rate_value_share') then sums.won_deals + sums.lost_deals
            when listed.metric = 'average_deal_amount' then sums.won_above_zero_deals
            when listed.metric in ('created_pipeline_amount', 'created_pipeline_now_amount') and sums.is_created_known
                then sums.created_deals
            when listed.metric in ('cycle_days', 'renewal_cycle_days') then coalesce(cycles.deals, 0)
        end as cases,
        cycles.median_days,
        cycles.quartile_days,
        cycles.upper_quartile_days,
        cycles.unknown_deals,
        sums.quota_level,
        sums.quota,
        sums.is_over,
        sums.has_start,
        sums.has_end,
        sums.has_conversion,
        sums.is_created_known
    from listed
    cross join scorecard_quarters as sums
    left join cycles on cycles.quarter_label = sums.quarter_label and cycles.metric = listed.metric

)

select
    parts.metric,
    parts.metric_place,
    parts.quarter_label,
    parts.quarter_starts_on,
    parts.place,
    parts.is_running,
    parts.unit,
    case
        when parts.unit = 'days' then parts.median_days
        when parts.part is not null then cast(parts.part as double) / nullif(parts.whole, 0)
        else parts.amount
    end as value,
    coalesce(parts.part, parts.quartile_days) as part,
    coalesce(parts.whole, parts.upper_quartile_days) as whole,
    cast(parts.cases as bigint) as cases,
    coalesce(
        parts.metric in ('win_rate_share', 'win_rate_value_share', 'cycle_days', 'renewal_cycle_days')
        and parts.cases < thresholds.win_rate_min_deals,
        false
    ) as is_thin,
    case
        when parts.metric = 'gap_amount' and coalesce(parts.quota, 0) = 0 then 'no quota'
        when parts.metric = 'quota' and parts.quota is null then 'no quota'
        when parts.metric = 'quota' and parts.quota_level = 'team' then 'team quota'
        when parts.metric = 'quota' then 'sum of AE quotas'
        when parts.metric = 'gap_amount' and parts.amount <= 0 then 'target met'
        when parts.metric = 'attainment_share' and coalesce(parts.quota, 0) = 0 then 'no quota'
        when parts.metric in ('win_rate_share', 'win_rate_value_share') and coalesce(parts.whole, 0) = 0
            then 'nothing closed'
        when parts.metric = 'average_deal_amount' and parts.whole = 0 then 'nothing won'
        when parts.unit = 'days' and ($region is not null or $segment is not null)
            then 'not told by region or segment'
        when parts.unit = 'days' and parts.median_days is null then 'nothing won'
        when parts.unit = 'days' and parts.unknown_deals > 0
            then cast(parts.unknown_deals as varchar) || ' without a usable day of creation'
        when parts.metric in ('created_pipeline_amount', 'created_pipeline_now_amount') and not parts.is_created_known
            then 'snapshots begin later'
        when parts.metric in ('slippage_share', 'weighted_amount') and not parts.has_start
            then 'no snapshot of its start'
        when parts.metric in ('slippage_share', 'commit_hit_share', 'best_case_hit_share') and not parts.has_end
            then 'no snapshot of its end'
        when parts.metric in ('commit_hit_share', 'best_case_hit_share') and not parts.is_over
            then 'quarter still runs'
        when parts.metric in ('commit_hit_share', 'best_case_hit_share') and not parts.has_conversion
            then 'no snapshot of that week'
        when parts.part is not null and parts.whole = 0 then 'nothing to divide by'
        when parts.is_running and parts.metric <> 'weighted_amount' then 'so far'
    end as note
from parts
cross join thresholds
order by parts.metric_place nulls last, parts.quarter_starts_on nulls last
