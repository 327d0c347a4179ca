-- The accounts of the whitespace map within the filters, in the order picked, each with what its cells add up to.
-- grain: one row per account
-- key: account_id
-- parameters: team, owner, region, segment, shown, sort
-- columns: account_id, account_name, person_name, arr, applicable_cells, not_mapped_cells, whitespace_cells
-- columns: cells_with_estimate, estimate_share, competitor_cells, next_renewal_on
-- person_id: person it counts under
-- team_id: their manager where that is a rep, else themselves
-- account_place: place in the order picked, from 1
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

),

figures as (

    select
        scoped_accounts.account_id,
        scoped_accounts.account_name,
        scoped_accounts.counted_under_id as person_id,
        coalesce(people.person_name, 'Without owner') as person_name,
        case
            when coalesce(people.is_rep, true) then coalesce(people.manager_id, scoped_accounts.counted_under_id)
            else scoped_accounts.counted_under_id
        end as team_id,
        scoped_accounts.is_key,
        renewals.account_id is not null as is_mapped,
        scoped_accounts.arr,
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
    from scoped_accounts
    inner join account_whitespace as whitespace on whitespace.account_id = scoped_accounts.account_id
    left join renewals on renewals.account_id = scoped_accounts.account_id
    left join people on people.person_id = scoped_accounts.counted_under_id

),

ordered as (

    select
        *,
        row_number() over (
            order by
                case when $sort = 'penetration' then penetration_share end nulls last,
                case when $sort = 'renewal' then next_renewal_on end nulls last,
                case when $sort = 'unknowns' then unknown_cells end desc nulls last,
                case when $sort = 'arr' then arr end desc nulls last,
                whitespace_value desc nulls last,
                is_key desc nulls last,
                account_name nulls last,
                account_id nulls last
        ) as account_place
    from figures
    where $shown = 'all' or is_key or ($shown is null and is_mapped)

)

select
    account_id,
    account_name,
    person_id,
    person_name,
    team_id,
    cast(account_place as bigint) as account_place,
    is_key,
    is_mapped,
    arr,
    cast(applicable_cells as bigint) as applicable_cells,
    cast(not_mapped_cells as bigint) as not_mapped_cells,
    cast(known_cells as bigint) as known_cells,
    cast(unknown_cells as bigint) as unknown_cells,
    cast(ours_cells as bigint) as ours_cells,
    penetration_share,
    known_share,
    cast(whitespace_cells as bigint) as whitespace_cells,
    whitespace_value,
    cast(cells_with_estimate as bigint) as cells_with_estimate,
    estimate_share,
    cast(competitor_cells as bigint) as competitor_cells,
    next_renewal_on
from ordered
order by account_place nulls last, account_id nulls last
