-- Each competitor across the accounts in view: what it holds, what ends soon, and how we fared against it.
-- Vendors and the main competitor of an opportunity meet by their spelling, upper and lower case alike.
-- grain: one row per competitor
-- key: vendor
-- parameters: team, owner, region, segment, shown, sort
-- vendor: the competitor, or not named
-- competitor_cells: cells it holds
-- held_accounts: accounts it holds any of them in
-- spend: yearly spend with it where it is known; null when none is
-- cells_with_spend: of competitor_cells, those with a known spend
-- next_renewal_on: its next contract to end
-- displacement_contracts: its contracts that end within displacement_days (S75)
-- ending_contracts: those that end within renewal_days
-- undated_contracts: its cells without a date
-- won_against: opportunities of these accounts won with it as main competitor
-- lost_against: opportunities of these accounts lost with it as main competitor
-- open_against: open opportunities with it as main competitor

with

held as (

    select
        lower(trim(vendor)) as vendor_key,
        min(trim(vendor)) as vendor,
        count(*) as competitor_cells,
        count(distinct account_id) as held_accounts,
        sum(spend) as spend,
        count(spend) as cells_with_spend,
        min(renewal_on) filter (where renewal_days >= 0) as next_renewal_on,
        count(*) filter (where renewal_window = '6 months') as displacement_contracts,
        count(*) filter (where renewal_window in ('6 months', '12 months')) as ending_contracts,
        count(*) filter (where renewal_window = 'no date') as undated_contracts
    from whitespace_contracts
    group by lower(trim(vendor))

),

met as (

    select
        lower(trim(opportunities.competitor)) as vendor_key,
        min(trim(opportunities.competitor)) as vendor,
        count(*) filter (where opportunities.is_won) as won_against,
        count(*) filter (where opportunities.is_closed and not opportunities.is_won) as lost_against,
        count(*) filter (where not opportunities.is_closed) as open_against
    from opportunities
    inner join whitespace_accounts as accounts on accounts.account_id = opportunities.account_id
    where opportunities.competitor is not null
    group by lower(trim(opportunities.competitor))

),

every_vendor as (

    select vendor_key, min(vendor) as vendor
    from (select vendor_key, vendor from held union all select vendor_key, vendor from met) as named
    group by vendor_key

)

select
    every_vendor.vendor,
    cast(coalesce(held.competitor_cells, 0) as bigint) as competitor_cells,
    cast(coalesce(held.held_accounts, 0) as bigint) as held_accounts,
    cast(held.spend as decimal(18, 2)) as spend,
    cast(coalesce(held.cells_with_spend, 0) as bigint) as cells_with_spend,
    held.next_renewal_on,
    cast(coalesce(held.displacement_contracts, 0) as bigint) as displacement_contracts,
    cast(coalesce(held.ending_contracts, 0) as bigint) as ending_contracts,
    cast(coalesce(held.undated_contracts, 0) as bigint) as undated_contracts,
    cast(coalesce(met.won_against, 0) as bigint) as won_against,
    cast(coalesce(met.lost_against, 0) as bigint) as lost_against,
    cast(coalesce(met.open_against, 0) as bigint) as open_against
from every_vendor
left join held on held.vendor_key = every_vendor.vendor_key
left join met on met.vendor_key = every_vendor.vendor_key
order by
    coalesce(held.competitor_cells, 0) desc nulls last,
    coalesce(met.lost_against, 0) desc nulls last,
    every_vendor.vendor nulls last
