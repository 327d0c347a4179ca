-- Plan adoption for every person in the viewer's part of the tree, on one day and on an earlier one.
-- Managers sum the accounts of everyone below; numerator and denominator are summed, never averaged (C6). What nobody owns
-- under several tops is a line of its own, the last, and in nobody's sum (C5).
-- grain: one row per person with accounts below or of their own, and one for what nobody owns
-- key: person_id
-- parameters: day, before, team, owner, region, segment
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: person_id, person_name, is_rep, eligible_accounts, covered_accounts, parent_covered_accounts
-- columns: unassigned_accounts, eligible_accounts_before, coverage_share_before
-- columns: capacity_eligible, capacity_covered, capacity_gap, eligible_arr, covered_arr, arr_share, potential_share
-- role: AE, ASM, VP and so on
-- manager_id: their manager within the tree shown; null for its tops
-- no_reason_place: place among those directly below a top by no_reason_accounts, from 1; null for others and without any
-- is_ramping: true for reps who started recently (S34)
-- levels_above: managers between the viewer and them, as far as the viewer sees
-- coverage_share: covered_accounts / eligible_accounts, 0 to 1; null without eligible accounts
-- coverage_change: coverage_share less coverage_share_before, in points of 100; null where either is
-- no_reason_accounts: of the eligible, without a plan and a reason (C12); null on a past day or where a reason is hidden
-- capacity_share: capacity_covered / capacity_eligible, 0 to 1; null without eligible accounts

with

rolled_up as (

    select
        reports.manager_id as person_id,
        sum(eligible_accounts) as eligible_accounts,
        sum(covered_accounts) as covered_accounts,
        sum(parent_covered_accounts) as parent_covered_accounts,
        sum(unassigned_accounts) as unassigned_accounts,
        case when count(*) = count(no_reason_accounts) then sum(no_reason_accounts) end as no_reason_accounts,
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
    union all
    select
        'without owner',
        eligible_accounts,
        covered_accounts,
        parent_covered_accounts,
        unassigned_accounts,
        no_reason_accounts,
        eligible_accounts_before,
        covered_accounts_before,
        capacity_eligible,
        capacity_covered,
        capacity_gap,
        eligible_arr,
        covered_arr,
        eligible_potential,
        covered_potential
    from adoption_persons
    where person_id is null

),

depths as (

    select person_id, max(levels) as levels_above from reports group by person_id

),

managed as (

    select rolled_up.person_id, managers.person_id as manager_id
    from rolled_up
    inner join people on people.person_id = rolled_up.person_id
    inner join depths on depths.person_id = rolled_up.person_id and depths.levels_above > 0
    inner join rolled_up as managers on managers.person_id = people.manager_id

),

called as (

    select
        rolled_up.person_id,
        row_number() over (
            order by
                rolled_up.no_reason_accounts desc nulls last,
                people.person_name nulls last,
                rolled_up.person_id nulls last
        ) as no_reason_place
    from rolled_up
    inner join people on people.person_id = rolled_up.person_id
    inner join managed on managed.person_id = rolled_up.person_id
    where rolled_up.no_reason_accounts > 0
        and not exists (select 1 from managed as above where above.person_id = managed.manager_id)

)

select
    rolled_up.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    people.role,
    managed.manager_id,
    coalesce(people.is_rep, false) as is_rep,
    coalesce(people.is_ramping, false) as is_ramping,
    coalesce(depths.levels_above, 0) as levels_above,
    cast(rolled_up.eligible_accounts as bigint) as eligible_accounts,
    cast(rolled_up.covered_accounts as bigint) as covered_accounts,
    cast(rolled_up.parent_covered_accounts as bigint) as parent_covered_accounts,
    cast(rolled_up.unassigned_accounts as bigint) as unassigned_accounts,
    cast(rolled_up.covered_accounts as double) / nullif(cast(rolled_up.eligible_accounts as double), 0)
        as coverage_share,
    cast(rolled_up.eligible_accounts_before as bigint) as eligible_accounts_before,
    cast(rolled_up.covered_accounts_before as double)
    / nullif(cast(rolled_up.eligible_accounts_before as double), 0) as coverage_share_before,
    100 * (
        cast(rolled_up.covered_accounts as double) / nullif(cast(rolled_up.eligible_accounts as double), 0)
        - cast(rolled_up.covered_accounts_before as double)
        / nullif(cast(rolled_up.eligible_accounts_before as double), 0)
    ) as coverage_change,
    cast(rolled_up.no_reason_accounts as bigint) as no_reason_accounts,
    cast(called.no_reason_place as bigint) as no_reason_place,
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
left join people on people.person_id = rolled_up.person_id
left join depths on depths.person_id = rolled_up.person_id
left join managed on managed.person_id = rolled_up.person_id
left join called on called.person_id = rolled_up.person_id
where people.person_id is not null or rolled_up.person_id = 'without owner'
order by depths.levels_above nulls last, people.person_name nulls last, rolled_up.person_id nulls last
