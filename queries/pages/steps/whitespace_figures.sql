-- What the whitespace of each account in view that the map shows adds up to.
-- grain: one row per account
-- key: account_id
-- parameters: shown
-- columns: account_id, account_name, person_name, arr, applicable_cells, not_mapped_cells, whitespace_cells
-- columns: cells_with_estimate, estimate_share, competitor_cells, next_renewal_on
-- person_id: person it counts under
-- team_id: their manager where that is a rep, else themselves
-- is_key: key account
-- is_mapped: somebody recorded at least one of its cells
-- known_cells: of the applicable, cells in any state but unknown (S72)
-- unknown_cells: the others
-- ours_cells: of the applicable, cells that are ours (S73)
-- penetration_share: ours_cells / applicable_cells, 0 to 1; null without applicable cells
-- known_share: known_cells / applicable_cells, 0 to 1; null without applicable cells
-- whitespace_value: their yearly potential where somebody estimated it (S74)

with

renewals as (

    select
        cells.account_id,
        min(cells.renewal_on) filter (
            where cells.recorded_state = 'competitor' and cells.renewal_on >= export_run.as_of_on
        ) as next_renewal_on
    from whitespace_cells as cells
    cross join export_run
    group by cells.account_id

)

select
    accounts.account_id,
    accounts.account_name,
    accounts.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    case
        when coalesce(people.is_rep, true) then coalesce(people.manager_id, accounts.counted_under_id)
        else accounts.counted_under_id
    end as team_id,
    accounts.is_key,
    renewals.account_id is not null as is_mapped,
    accounts.arr,
    whitespace.applicable_cells,
    whitespace.not_mapped_cells,
    whitespace.known_cells,
    whitespace.applicable_cells - whitespace.known_cells as unknown_cells,
    whitespace.ours_cells,
    cast(whitespace.ours_cells as double) / nullif(cast(whitespace.applicable_cells as double), 0)
        as penetration_share,
    cast(whitespace.known_cells as double) / nullif(cast(whitespace.applicable_cells as double), 0)
        as known_share,
    whitespace.whitespace_cells,
    whitespace.whitespace_value,
    whitespace.cells_with_estimate,
    cast(whitespace.cells_with_estimate as double) / nullif(cast(whitespace.whitespace_cells as double), 0)
        as estimate_share,
    whitespace.competitor_cells,
    renewals.next_renewal_on
from accounts
inner join account_whitespace as whitespace on whitespace.account_id = accounts.account_id
left join renewals on renewals.account_id = accounts.account_id
left join people on people.person_id = accounts.counted_under_id
where $shown = 'all' or accounts.is_key or ($shown is null and renewals.account_id is not null)
