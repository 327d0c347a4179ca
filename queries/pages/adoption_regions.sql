-- Plan adoption for every region, on one day and on an earlier one; accounts are summed, shares never averaged (C6).
-- grain: one row per region with key accounts on either day
-- key: region_name
-- parameters: day, before, team, owner, region, segment
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: region, eligible_accounts_before, coverage_share_before
-- region_name: the region in words
-- eligible_accounts: key accounts that count on the day looked at
-- covered_accounts: of those, covered
-- no_reason_accounts: of the eligible, without a plan and a reason (C12); null on a past day or where a reason is hidden
-- coverage_share: covered_accounts / eligible_accounts, 0 to 1; null without eligible accounts
-- coverage_change: coverage_share less coverage_share_before, in points of 100; null where either is

with

summed as (

    select
        region,
        count(*) filter (where is_now) as eligible_accounts,
        count(*) filter (where is_now and coverage <> 'none') as covered_accounts,
        count(*) filter (where is_before) as eligible_accounts_before,
        count(*) filter (where is_before and coverage <> 'none') as covered_accounts_before,
        case when count(*) = count(is_without_reason) then count(*) filter (where is_without_reason) end as no_reason_accounts
    from adoption_accounts
    group by region

),

shares as (

    select
        *,
        cast(covered_accounts as double) / nullif(cast(eligible_accounts as double), 0) as coverage_share,
        cast(covered_accounts_before as double) / nullif(cast(eligible_accounts_before as double), 0)
            as coverage_share_before
    from summed

)

select
    region,
    coalesce(region, 'No region') as region_name,
    cast(eligible_accounts as bigint) as eligible_accounts,
    cast(covered_accounts as bigint) as covered_accounts,
    coverage_share,
    cast(eligible_accounts_before as bigint) as eligible_accounts_before,
    coverage_share_before,
    100 * (coverage_share - coverage_share_before) as coverage_change,
    cast(no_reason_accounts as bigint) as no_reason_accounts
from shares
order by coverage_share nulls last, region_name nulls last
