-- Plan adoption per person that accounts count under, on two days; what every roll-up of adoption sums.
-- grain: one row per person
-- key: person_id
-- parameters: day, before, team, owner, region, segment
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: eligible_accounts, covered_accounts, parent_covered_accounts, unassigned_accounts
-- columns: eligible_accounts_before, covered_accounts_before, eligible_arr, covered_arr
-- no_reason_accounts: of the eligible, without a plan and a reason (C12); null on a past day or where a reason is hidden
-- person_id: person the accounts count under; null where nobody owns them and the tree has no single top
-- capacity_eligible: the smaller of eligible accounts and max_plans_per_rep (S6)
-- capacity_covered: the smaller of covered accounts and max_plans_per_rep (S6)
-- capacity_gap: eligible accounts above max_plans_per_rep (S6)
-- eligible_potential: whitespace value of the eligible accounts, of those where it is known
-- covered_potential: whitespace value of the covered ones

select
    accounts.counted_under_id as person_id,
    count(*) filter (where is_now) as eligible_accounts,
    count(*) filter (where is_now and coverage <> 'none') as covered_accounts,
    count(*) filter (where is_now and coverage = 'parent') as parent_covered_accounts,
    count(*) filter (where is_now and is_unassigned) as unassigned_accounts,
    case when count(*) = count(is_without_reason) then count(*) filter (where is_without_reason) end as no_reason_accounts,
    count(*) filter (where is_before) as eligible_accounts_before,
    count(*) filter (where is_before and coverage <> 'none') as covered_accounts_before,
    least(count(*) filter (where is_now), max(thresholds.max_plans_per_rep)) as capacity_eligible,
    least(count(*) filter (where is_now and coverage <> 'none'), max(thresholds.max_plans_per_rep))
        as capacity_covered,
    greatest(count(*) filter (where is_now) - max(thresholds.max_plans_per_rep), 0) as capacity_gap,
    sum(arr) filter (where is_now) as eligible_arr,
    sum(arr) filter (where is_now and coverage <> 'none') as covered_arr,
    sum(whitespace_value) filter (where is_now) as eligible_potential,
    sum(whitespace_value) filter (where is_now and coverage <> 'none') as covered_potential
from adoption_accounts as accounts
cross join thresholds
group by accounts.counted_under_id
