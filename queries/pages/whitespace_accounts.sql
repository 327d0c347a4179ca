-- The accounts of the whitespace map within the filters, in the order picked, each with what its cells add up to.
-- grain: one row per account
-- key: account_id
-- parameters: team, owner, region, segment, shown, sort
-- columns: as whitespace_figures
-- account_place: place in the order picked, from 1

with

ordered as (

    select
        figures.*,
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
    from whitespace_figures as figures
    where exists (select 1 from scoped_accounts where scoped_accounts.account_id = figures.account_id)

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
