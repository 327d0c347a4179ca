-- What changed of the largest deals between two snapshots: as many rows as a pack holds, in the order of the page.
-- grain: one row per opportunity and what changed
-- key: opportunity_id, field
-- parameters: team, owner, region, most
-- $segment: segment of the deal; null means every segment
-- $as_of: the later snapshot; null means the newest
-- $compare_to: the earlier one; null means the one before it
-- columns: as deal_changes, list_place, listed_rows

with

listed as (

    select
        changes.*,
        cast(row_number() over (
            order by
                abs(changes.amount) desc nulls last,
                changes.opportunity_id nulls last,
                changes.field_place nulls last
        ) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows
    from deal_changes as changes

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by
    listed.field_place nulls last,
    abs(listed.amount) desc nulls last,
    listed.list_place nulls last
