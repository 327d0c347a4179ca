-- Deals to go through with the whole team, in the order in which to take them: as many as a pack holds.
-- grain: one row per open deal that qualifies for a consult or is suggested for one
-- key: opportunity_id
-- parameters: team, owner, region, most
-- $segment: segment of the deal; null means every segment
-- $kind: qualifies or suggested; null means both
-- $state: due, done or unknown; null means all
-- columns: as consult_list, list_place, listed_rows

with

listed as (

    select
        consults.*,
        cast(row_number() over (
            order by
                consults.priority nulls last
        ) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows
    from consult_list as consults

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by listed.list_place nulls last
