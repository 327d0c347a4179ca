-- The figures of the adoption headline, over everything within the filters.
-- grain: one row
-- key: eligible_accounts
-- parameters: day, before, team, owner, region, segment
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: eligible_accounts, covered_accounts, eligible_accounts_before
-- columns: coverage_share_before, unassigned_accounts, capacity_eligible, capacity_covered, capacity_gap
-- columns: eligible_arr, covered_arr, arr_share, potential_share
-- coverage_share: covered_accounts / eligible_accounts, 0 to 1; null without eligible accounts
-- coverage_change: coverage_share less coverage_share_before, in points of 100
-- covered_change: covered accounts more than on the earlier day; negative when fewer
-- eligible_change: key accounts more than on the earlier day; negative when fewer
-- target_share: the target that settings give
-- target_gap_accounts: accounts still to cover to reach it; 0 when reached
-- capacity_share: capacity_covered / capacity_eligible, 0 to 1

with

summed as (

    select
        coalesce(sum(eligible_accounts), 0) as eligible_accounts,
        coalesce(sum(covered_accounts), 0) as covered_accounts,
        coalesce(sum(eligible_accounts_before), 0) as eligible_accounts_before,
        coalesce(sum(covered_accounts_before), 0) as covered_accounts_before,
        coalesce(sum(unassigned_accounts), 0) as unassigned_accounts,
        coalesce(sum(capacity_eligible), 0) as capacity_eligible,
        coalesce(sum(capacity_covered), 0) as capacity_covered,
        coalesce(sum(capacity_gap), 0) as capacity_gap,
        sum(eligible_arr) as eligible_arr,
        sum(covered_arr) as covered_arr,
        sum(eligible_potential) as eligible_potential,
        sum(covered_potential) as covered_potential
    from adoption_persons

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
    cast(shares.eligible_accounts as bigint) as eligible_accounts,
    cast(shares.covered_accounts as bigint) as covered_accounts,
    shares.coverage_share,
    cast(shares.eligible_accounts_before as bigint) as eligible_accounts_before,
    shares.coverage_share_before,
    100 * (shares.coverage_share - shares.coverage_share_before) as coverage_change,
    cast(shares.covered_accounts - shares.covered_accounts_before as bigint) as covered_change,
    cast(shares.eligible_accounts - shares.eligible_accounts_before as bigint) as eligible_change,
    thresholds.adoption_target_share as target_share,
    cast(
        greatest(ceil(thresholds.adoption_target_share * shares.eligible_accounts) - shares.covered_accounts, 0)
        as bigint
    ) as target_gap_accounts,
    cast(shares.unassigned_accounts as bigint) as unassigned_accounts,
    cast(shares.capacity_eligible as bigint) as capacity_eligible,
    cast(shares.capacity_covered as bigint) as capacity_covered,
    cast(shares.capacity_covered as double) / nullif(cast(shares.capacity_eligible as double), 0) as capacity_share,
    cast(shares.capacity_gap as bigint) as capacity_gap,
    cast(shares.eligible_arr as decimal(18, 2)) as eligible_arr,
    cast(shares.covered_arr as decimal(18, 2)) as covered_arr,
    cast(coalesce(shares.covered_arr, 0) as double) / nullif(cast(shares.eligible_arr as double), 0) as arr_share,
    cast(coalesce(shares.covered_potential, 0) as double) / nullif(cast(shares.eligible_potential as double), 0)
        as potential_share
from shares
cross join thresholds
