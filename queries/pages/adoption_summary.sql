-- The figures of the adoption headline, over everything within the filters.
-- grain: one row
-- key: eligible_accounts
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- $day: day to look at; null means what $quarter says
-- $before: day to compare with; null means the day before the quarter of the day looked at
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- eligible_accounts: key accounts that count (C5)
-- covered_accounts: of those, with a live plan or covered by the account above (S1)
-- coverage_share: covered_accounts / eligible_accounts, 0 to 1; null without eligible accounts
-- covered_accounts_before: the same on the earlier day
-- eligible_accounts_before: the same on the earlier day
-- coverage_share_before: the same on the earlier day
-- coverage_change: coverage_share less coverage_share_before, in points of 100
-- covered_change: covered accounts more than on the earlier day; negative when fewer
-- target_share: the target that settings give
-- target_gap_accounts: accounts still to cover to reach it; 0 when reached
-- unassigned_accounts: eligible accounts without an active rep
-- capacity_eligible: per rep the smaller of eligible accounts and max_plans_per_rep, summed (S6)
-- capacity_covered: per rep the smaller of covered accounts and max_plans_per_rep, summed (S6)
-- capacity_share: capacity_covered / capacity_eligible, 0 to 1
-- capacity_gap: eligible accounts above what the reps can plan (S6)
-- eligible_arr: yearly spend of the eligible accounts, of those where it is known
-- covered_arr: yearly spend of the covered ones
-- arr_share: covered_arr / eligible_arr, 0 to 1; null without known spend
-- potential_share: the same weighted by whitespace value; null without known value

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
    cast(shares.covered_accounts_before as bigint) as covered_accounts_before,
    cast(shares.eligible_accounts_before as bigint) as eligible_accounts_before,
    shares.coverage_share_before,
    100 * (shares.coverage_share - shares.coverage_share_before) as coverage_change,
    cast(shares.covered_accounts - shares.covered_accounts_before as bigint) as covered_change,
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
