-- Contracts that end in the running quarter or the next one, those with most against them first: as many as a pack holds.
-- grain: one row per account whose contract ends between the day of the data and the end of the next quarter
-- key: account_id
-- parameters: team, owner, region, segment, most
-- columns: as pack_renewals, list_place, listed_rows

with

listed as (

    select
        renewals.*,
        cast(row_number() over (
            order by
                case when renewals.reasons >= 2 then 1 when renewals.reasons = 1 then 2 else 3 end nulls last,
                renewals.arr desc nulls last,
                renewals.account_id nulls last
        ) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows
    from pack_renewals as renewals

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by listed.list_place nulls last
