-- Key accounts of the largest ARR and where their plans stand: as many as a pack holds, in the order of the page.
-- grain: one row per eligible account
-- key: account_id
-- parameters: team, owner, region, segment, person, account, most
-- $lane: own, inherited, ramping or unassigned; null means every lane
-- $state: rung picked in a chart; null means every rung
-- columns: as plan_coverage_accounts, list_place, listed_rows

with

listed as (

    select
        accounts.*,
        cast(row_number() over (
            order by
                accounts.arr desc nulls last,
                accounts.account_id nulls last
        ) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows
    from plan_coverage_accounts as accounts

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by
    listed.state_place nulls last,
    listed.arr desc nulls last,
    listed.account_name nulls last,
    listed.list_place nulls last
