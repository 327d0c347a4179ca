-- The bookings and the pipeline of a quarter against its quota on the day looked at (2.2, 2.4, C13).
-- What is open is null where no snapshot tells what was open: unknown, not nothing.
-- grain: one row
-- key: quarter_label
-- parameters: as_of, compare_to, team, owner, region, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: quarter_label, won_deals, commit_cumulative, best_case_cumulative, attainment_share
-- as_of_on: snapshot looked at; null where none stands for the day
-- booked_on: last day whose bookings count
-- quarter_state: running, ended or to come, on that day
-- days_left: days of a running quarter after that day
-- population: which deals count: new and expansion, renewals or all (C14)
-- deals: open deals within the filters on that day, and closed ones of the quarter
-- quota: quota in the reporting currency; null where there is none, and under a region or segment, which have none
-- quota_level: which rows of the quota export it is made of, in words
-- ae_quota: sum of the AE quotas where quota is of another level; null where it is not
-- ae_quota_beyond: what they ask beyond it; below 0 where they ask less
-- won_amount: booked in the quarter up to booked_on, negatives included
-- won_before_amount: of it, won by the earlier day already
-- won_later_amount: won, with a close date in the quarter and still to come
-- won_later_deals: deals of it
-- open_quarter_amount: open and expected to close in the quarter, every category but omitted
-- open_deals: deals of it
-- late_amount: of it, at stage late_stage or later
-- gap_amount: quota less won; null without a quota, negative when the quota is met
-- surplus_amount: won beyond the quota; null while it is not met or there is none
-- quota_state: no quota, met, nearly met (the gap is below gap_small_share of the quota) or open
-- coverage_of_quota: open pipeline by quota, in times
-- late_coverage_of_quota: the same from stage late_stage on
-- coverage_to_go: open pipeline by what is still missing to the quota, in times; null once it is met
-- clean_amount: open pipeline without past due, amountless, stale and serially pushed deals
-- clean_coverage: clean pipeline by what is still missing to the quota, in times; null once it is met
-- past_due_amount: open, of any quarter, with a close date before the day
-- past_due_deals: deals of it
-- undated_amount: open without a close date
-- undated_deals: deals of it
-- unclassified_deals: open deals of the quarter without a forecast category
-- unamounted_deals: open deals of the quarter without an amount, or with one of nothing
-- unconverted_deals: open deals of the quarter whose currency has no rate
-- negative_amount: open deals of the quarter with an amount below nothing, which count as nothing unless negatives are asked for
-- negative_deals: deals of it

with

sums as (

    select
        count(*) as deals,
        sum(amount) filter (where category = 'closed' and is_in_quarter) as won_amount,
        count(*) filter (where category = 'closed' and is_in_quarter) as won_deals,
        sum(amount) filter (where category = 'closed' and is_in_quarter and is_closed_before) as won_before_amount,
        sum(amount) filter (where category = 'won later' and is_in_quarter) as won_later_amount,
        count(*) filter (where category = 'won later' and is_in_quarter) as won_later_deals,
        sum(amount) filter (where is_counted) as open_quarter_amount,
        count(*) filter (where is_counted) as open_deals,
        sum(amount) filter (where is_counted and stage_order >= late_stage) as late_amount,
        count(*) filter (where is_counted and stage_order >= late_stage) as late_deals,
        sum(amount) filter (where is_counted and category = 'commit') as commit_amount,
        sum(amount) filter (where is_counted and category = 'most_likely') as most_likely_amount,
        sum(amount) filter (where is_counted and category = 'best_case') as best_case_amount,
        count(*) filter (where is_counted and category = 'unclassified') as unclassified_deals,
        count(*) filter (where is_counted and is_unamounted) as unamounted_deals,
        count(*) filter (where is_counted and is_unconverted) as unconverted_deals,
        coalesce(sum(given_amount) filter (where is_counted and given_amount < 0), 0) as negative_amount,
        count(*) filter (where is_counted and given_amount < 0) as negative_deals,
        sum(amount) filter (where is_past_due) as past_due_amount,
        count(*) filter (where is_past_due) as past_due_deals,
        sum(amount) filter (where is_undated) as undated_amount,
        count(*) filter (where is_undated) as undated_deals
    from pipeline_day
    cross join thresholds

),

filled as (

    select
        asked.as_of_on,
        asked.booked_on,
        asked.quarter_state,
        asked.days_left,
        asked.quarter_label,
        populations.population,
        case when $region is null and $segment is null and populations.is_of_quota then scoped_quota.quota end as quota,
        case
            when not populations.is_of_quota then 'no quota: quotas are set for ' || populations.quota_population
            when $region is null and $segment is null then scoped_quota.quota_level
            else 'no quota: quotas are set for people, not for regions or segments'
        end as quota_level,
        case when $region is null and $segment is null and populations.is_of_quota then scoped_quota.ae_quota end as ae_quota,
        sums.deals,
        coalesce(sums.won_amount, 0) as won_amount,
        sums.won_deals,
        coalesce(sums.won_before_amount, 0) as won_before_amount,
        coalesce(sums.won_later_amount, 0) as won_later_amount,
        sums.won_later_deals,
        clean.amount as clean_amount,
        case when asked.as_of_on is not null then coalesce(sums.open_quarter_amount, 0) end as open_quarter_amount,
        case when asked.as_of_on is not null then coalesce(sums.open_deals, 0) end as open_deals,
        case when asked.as_of_on is not null then coalesce(sums.late_amount, 0) end as late_amount,
        case when asked.as_of_on is not null then coalesce(sums.past_due_amount, 0) end as past_due_amount,
        case when asked.as_of_on is not null then coalesce(sums.past_due_deals, 0) end as past_due_deals,
        case when asked.as_of_on is not null then coalesce(sums.undated_amount, 0) end as undated_amount,
        case when asked.as_of_on is not null then coalesce(sums.undated_deals, 0) end as undated_deals,
        case when asked.as_of_on is not null then coalesce(sums.unclassified_deals, 0) end as unclassified_deals,
        case when asked.as_of_on is not null then coalesce(sums.unamounted_deals, 0) end as unamounted_deals,
        case when asked.as_of_on is not null then coalesce(sums.unconverted_deals, 0) end as unconverted_deals,
        case when asked.as_of_on is not null then coalesce(sums.negative_amount, 0) end as negative_amount,
        case when asked.as_of_on is not null then coalesce(sums.negative_deals, 0) end as negative_deals,
        case when asked.as_of_on is not null then coalesce(sums.commit_amount, 0) end as commit_amount,
        case when asked.as_of_on is not null then coalesce(sums.most_likely_amount, 0) end as most_likely_amount,
        case when asked.as_of_on is not null then coalesce(sums.best_case_amount, 0) end as best_case_amount
    from pipeline_asked as asked
    cross join population_asked as populations
    cross join sums
    left join pipeline_clean as clean on clean.step = 'clean'
    left join scoped_quota on scoped_quota.quarter_label = asked.quarter_label

),

measured as (

    select filled.*, case when quota > 0 then quota - won_amount end as gap_amount from filled

)

select
    as_of_on,
    booked_on,
    quarter_state,
    cast(days_left as integer) as days_left,
    quarter_label,
    population,
    cast(deals as bigint) as deals,
    cast(quota as decimal(18, 2)) as quota,
    quota_level,
    cast(ae_quota as decimal(18, 2)) as ae_quota,
    cast(ae_quota - quota as decimal(18, 2)) as ae_quota_beyond,
    cast(won_amount as decimal(18, 2)) as won_amount,
    cast(won_deals as bigint) as won_deals,
    cast(won_before_amount as decimal(18, 2)) as won_before_amount,
    cast(won_later_amount as decimal(18, 2)) as won_later_amount,
    cast(won_later_deals as bigint) as won_later_deals,
    cast(open_quarter_amount as decimal(18, 2)) as open_quarter_amount,
    cast(open_deals as bigint) as open_deals,
    cast(late_amount as decimal(18, 2)) as late_amount,
    cast(won_amount + commit_amount as decimal(18, 2)) as commit_cumulative,
    cast(won_amount + commit_amount + most_likely_amount + best_case_amount as decimal(18, 2)) as best_case_cumulative,
    case when quota > 0 then cast(won_amount as double) / nullif(cast(quota as double), 0) end as attainment_share,
    cast(gap_amount as decimal(18, 2)) as gap_amount,
    cast(case when gap_amount <= 0 then -gap_amount end as decimal(18, 2)) as surplus_amount,
    case
        when gap_amount is null then 'no quota'
        when gap_amount <= 0 then 'met'
        when cast(gap_amount as double) < cast(quota as double) * gap_small_share then 'nearly met'
        else 'open'
    end as quota_state,
    case when quota > 0 then cast(case when open_quarter_amount < 0 then 0 else open_quarter_amount end as double) / nullif(cast(quota as double), 0) end as coverage_of_quota,
    case when quota > 0 then cast(case when late_amount < 0 then 0 else late_amount end as double) / nullif(cast(quota as double), 0) end
        as late_coverage_of_quota,
    case when gap_amount > 0 then cast(case when open_quarter_amount < 0 then 0 else open_quarter_amount end as double) / nullif(cast(gap_amount as double), 0) end
        as coverage_to_go,
    cast(clean_amount as decimal(18, 2)) as clean_amount,
    case when gap_amount > 0 then cast(case when clean_amount < 0 then 0 else clean_amount end as double) / nullif(cast(gap_amount as double), 0) end
        as clean_coverage,
    cast(past_due_amount as decimal(18, 2)) as past_due_amount,
    cast(past_due_deals as bigint) as past_due_deals,
    cast(undated_amount as decimal(18, 2)) as undated_amount,
    cast(undated_deals as bigint) as undated_deals,
    cast(unclassified_deals as bigint) as unclassified_deals,
    cast(unamounted_deals as bigint) as unamounted_deals,
    cast(unconverted_deals as bigint) as unconverted_deals,
    cast(negative_amount as decimal(18, 2)) as negative_amount,
    cast(negative_deals as bigint) as negative_deals
from measured
cross join thresholds
