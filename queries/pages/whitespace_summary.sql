-- The figures of the whitespace headline, over the accounts of the map within the filters.
-- grain: one row
-- key: as_of_on
-- parameters: team, owner, region, segment, shown, sort
-- columns: as_of_on, applicable_cells, known_cells, penetration_share, known_share, whitespace_cells
-- columns: cells_with_estimate, estimate_share, competitor_cells
-- displacement_until_on: last day of the displacement window
-- renewal_until_on: last day of the year in which contracts are counted
-- has_cells: a whitespace export is loaded
-- has_stages: a stages export is loaded; without one the nine usual stages are shown
-- is_by_stage: somebody maps by lifecycle stage
-- mapped_accounts: accounts on the map
-- scope_accounts: accounts within the filters, on the map or not
-- people: persons those accounts count under
-- teams: their teams
-- not_mapped_cells: of the applicable, cells nobody recorded
-- ours_cells: of the applicable, cells that are ours
-- whitespace_value: their yearly potential in the reporting currency; null when none has an estimate (S74)
-- ending_contracts: of these, contracts that end within renewal_days (S75)
-- ending_spend: yearly spend with those competitors, where it is known; null when none is
-- displacement_contracts: of these, contracts that end within displacement_days
-- passed_contracts: contracts whose date has passed and wants to be confirmed
-- undated_contracts: competitor cells without a date
-- next_account_name: account of the first contract to end
-- next_stage_label: its stage
-- next_vendor: its vendor
-- next_renewal_on: its day

with

summed as (

    select
        count(*) as mapped_accounts,
        count(distinct person_id) as people,
        count(distinct team_id) as teams,
        sum(applicable_cells) as applicable_cells,
        sum(known_cells) as known_cells,
        sum(not_mapped_cells) as not_mapped_cells,
        sum(ours_cells) as ours_cells,
        sum(whitespace_cells) as whitespace_cells,
        sum(whitespace_value) as whitespace_value,
        sum(cells_with_estimate) as cells_with_estimate,
        sum(competitor_cells) as competitor_cells
    from whitespace_accounts

),

scoped as (

    select count(*) as accounts from scoped_accounts

),

contracts as (

    select
        count(*) filter (where renewal_window in ('6 months', '12 months')) as ending_contracts,
        sum(spend) filter (where renewal_window in ('6 months', '12 months')) as ending_spend,
        count(*) filter (where renewal_window = '6 months') as displacement_contracts,
        count(*) filter (where renewal_window = 'date passed') as passed_contracts,
        count(*) filter (where renewal_window = 'no date') as undated_contracts
    from whitespace_contracts

),

upcoming as (

    select
        account_name,
        stage_label,
        vendor,
        renewal_on,
        row_number() over (order by renewal_on nulls last, spend desc nulls last, cell_id nulls last) as place
    from whitespace_contracts
    where renewal_days >= 0

),

mapped as (

    select count(*) = 0 or count(stage_id) > 0 as is_by_stage from whitespace_cells

)

select
    export_run.as_of_on,
    cast(export_run.as_of_on + cast(thresholds.displacement_days as integer) as date) as displacement_until_on,
    cast(export_run.as_of_on + cast(thresholds.renewal_days as integer) as date) as renewal_until_on,
    exported.has_whitespace_cells as has_cells,
    exported.has_stages,
    mapped.is_by_stage,
    cast(summed.mapped_accounts as bigint) as mapped_accounts,
    cast(scoped.accounts as bigint) as scope_accounts,
    cast(summed.people as bigint) as people,
    cast(summed.teams as bigint) as teams,
    cast(coalesce(summed.applicable_cells, 0) as bigint) as applicable_cells,
    cast(coalesce(summed.known_cells, 0) as bigint) as known_cells,
    cast(coalesce(summed.not_mapped_cells, 0) as bigint) as not_mapped_cells,
    cast(coalesce(summed.ours_cells, 0) as bigint) as ours_cells,
    cast(summed.ours_cells as double) / nullif(cast(summed.applicable_cells as double), 0) as penetration_share,
    cast(summed.known_cells as double) / nullif(cast(summed.applicable_cells as double), 0) as known_share,
    cast(coalesce(summed.whitespace_cells, 0) as bigint) as whitespace_cells,
    cast(summed.whitespace_value as decimal(18, 2)) as whitespace_value,
    cast(coalesce(summed.cells_with_estimate, 0) as bigint) as cells_with_estimate,
    cast(summed.cells_with_estimate as double) / nullif(cast(summed.whitespace_cells as double), 0)
        as estimate_share,
    cast(coalesce(summed.competitor_cells, 0) as bigint) as competitor_cells,
    cast(contracts.ending_contracts as bigint) as ending_contracts,
    cast(contracts.ending_spend as decimal(18, 2)) as ending_spend,
    cast(contracts.displacement_contracts as bigint) as displacement_contracts,
    cast(contracts.passed_contracts as bigint) as passed_contracts,
    cast(contracts.undated_contracts as bigint) as undated_contracts,
    upcoming.account_name as next_account_name,
    upcoming.stage_label as next_stage_label,
    upcoming.vendor as next_vendor,
    upcoming.renewal_on as next_renewal_on
from export_run
cross join thresholds
cross join summed
cross join scoped
cross join contracts
cross join exported
cross join mapped
left join upcoming on upcoming.place = 1
