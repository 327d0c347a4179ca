-- Key accounts without cover, largest ARR first, then unknown ARR, then none: as many as a pack holds of each severity.
-- grain: one row per eligible account that is not covered
-- key: account_id
-- parameters: team, owner, region, segment, person, most
-- $reason: one reason; null means every reason
-- columns: as plan_coverage_gaps, list_place, listed_rows
-- severity_place: order within its severity, from 1

with

placed as (

    select
        gaps.*,
        cast(count(*) over (partition by gaps.severity) as bigint) as listed_rows,
        cast(row_number() over (
            partition by gaps.severity
            order by
                case when gaps.arr > 0 then 0 when gaps.arr is null then 1 else 2 end nulls last,
                gaps.arr desc nulls last,
                gaps.account_name nulls last,
                gaps.account_id nulls last
        ) as bigint) as severity_place
    from plan_coverage_gaps as gaps

),

listed as (

    select
        placed.*,
        cast(row_number() over (order by severity_place nulls last, severity nulls last) as bigint) as list_place
    from placed

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by
    case when listed.arr > 0 then 0 when listed.arr is null then 1 else 2 end nulls last,
    listed.arr desc nulls last,
    listed.account_name nulls last,
    listed.severity_place nulls last,
    listed.list_place nulls last
