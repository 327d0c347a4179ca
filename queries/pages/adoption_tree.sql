-- Plan adoption for every person in the viewer's part of the tree, on one day and on an earlier one.
-- Managers sum the accounts of everyone below; numerator and denominator are summed, never averaged (C6).
-- grain: one row per person with accounts below or of their own
-- key: person_id
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- $day: day to look at; null means what $quarter says
-- $before: day to compare with; null means the day before the quarter of the day looked at
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- person_id: the person
-- person_name: their name
-- role: AE, ASM, VP and so on
-- manager_id: their manager within the viewer's part of the tree
-- is_rep: true for AEs
-- is_ramping: true for reps who started recently (S34)
-- levels_above: managers between the viewer and them, as far as the viewer sees
-- eligible_accounts: key accounts that count (C5)
-- covered_accounts: of those, with a live plan or covered by the account above (S1)
-- parent_covered_accounts: of those, covered by the account above
-- unassigned_accounts: eligible accounts without an active rep
-- coverage_share: covered_accounts / eligible_accounts, 0 to 1; null without eligible accounts
-- eligible_accounts_before: the same on the earlier day
-- covered_accounts_before: the same on the earlier day
-- coverage_share_before: the same on the earlier day
-- capacity_eligible: per rep the smaller of eligible accounts and max_plans_per_rep, summed (S6)
-- capacity_covered: per rep the smaller of covered accounts and max_plans_per_rep, summed (S6)
-- capacity_share: capacity_covered / capacity_eligible, 0 to 1; null without eligible accounts
-- capacity_gap: eligible accounts above what the reps can plan (S6)
-- eligible_arr: yearly spend of the eligible accounts, of those where it is known
-- covered_arr: yearly spend of the covered ones
-- arr_share: covered_arr / eligible_arr, 0 to 1; null without known spend
-- potential_share: the same weighted by whitespace value; null without known value

with

rolled_up as (

    select
        reports.manager_id as person_id,
        sum(eligible_accounts) as eligible_accounts,
        sum(covered_accounts) as covered_accounts,
        sum(parent_covered_accounts) as parent_covered_accounts,
        sum(unassigned_accounts) as unassigned_accounts,
        sum(eligible_accounts_before) as eligible_accounts_before,
        sum(covered_accounts_before) as covered_accounts_before,
        sum(capacity_eligible) as capacity_eligible,
        sum(capacity_covered) as capacity_covered,
        sum(capacity_gap) as capacity_gap,
        sum(eligible_arr) as eligible_arr,
        sum(covered_arr) as covered_arr,
        sum(eligible_potential) as eligible_potential,
        sum(covered_potential) as covered_potential
    from adoption_persons
    inner join reports on reports.person_id = adoption_persons.person_id
    where
        $team is null
        or exists (
            select 1 from reports as below where below.manager_id = $team and below.person_id = reports.manager_id
        )
    group by reports.manager_id

),

depths as (

    select person_id, max(levels) as levels_above from reports group by person_id

)

select
    people.person_id,
    people.person_name,
    people.role,
    case when depths.levels_above > 0 then people.manager_id end as manager_id,
    people.is_rep,
    people.is_ramping,
    depths.levels_above,
    cast(rolled_up.eligible_accounts as bigint) as eligible_accounts,
    cast(rolled_up.covered_accounts as bigint) as covered_accounts,
    cast(rolled_up.parent_covered_accounts as bigint) as parent_covered_accounts,
    cast(rolled_up.unassigned_accounts as bigint) as unassigned_accounts,
    cast(rolled_up.covered_accounts as double) / nullif(cast(rolled_up.eligible_accounts as double), 0)
        as coverage_share,
    cast(rolled_up.eligible_accounts_before as bigint) as eligible_accounts_before,
    cast(rolled_up.covered_accounts_before as bigint) as covered_accounts_before,
    cast(rolled_up.covered_accounts_before as double)
    / nullif(cast(rolled_up.eligible_accounts_before as double), 0) as coverage_share_before,
    cast(rolled_up.capacity_eligible as bigint) as capacity_eligible,
    cast(rolled_up.capacity_covered as bigint) as capacity_covered,
    cast(rolled_up.capacity_covered as double) / nullif(cast(rolled_up.capacity_eligible as double), 0)
        as capacity_share,
    cast(rolled_up.capacity_gap as bigint) as capacity_gap,
    cast(rolled_up.eligible_arr as decimal(18, 2)) as eligible_arr,
    cast(coalesce(rolled_up.covered_arr, 0) as decimal(18, 2)) as covered_arr,
    cast(coalesce(rolled_up.covered_arr, 0) as double) / nullif(cast(rolled_up.eligible_arr as double), 0)
        as arr_share,
    cast(coalesce(rolled_up.covered_potential, 0) as double)
    / nullif(cast(rolled_up.eligible_potential as double), 0) as potential_share
from rolled_up
inner join people on people.person_id = rolled_up.person_id
inner join depths on depths.person_id = rolled_up.person_id
order by depths.levels_above nulls last, people.person_name nulls last, people.person_id nulls last
