-- Each flag of the open deals, what to act on first: as many rows as a pack holds.
-- grain: one row per open opportunity and rule that it meets
-- key: opportunity_id, rule
-- parameters: team, owner, region, most
-- $segment: segment of the deal; null means every segment
-- $rule: one rule; null means every rule
-- $severity: act, watch or note; null means all
-- $person: owner of the deals, as picked in a table; null means everyone
-- columns: as hygiene_list, list_place, listed_rows

with

listed as (

    select
        flags.*,
        cast(row_number() over (
            order by
                case flags.severity when 'act' then 1 when 'watch' then 2 else 3 end nulls last,
                flags.amount desc nulls last,
                flags.opportunity_id nulls last,
                checks.place nulls last
        ) as bigint) as list_place,
        cast(count(*) over () as bigint) as listed_rows
    from hygiene_list as flags
    inner join hygiene_checks as checks on checks.rule = flags.rule

)

select listed.*
from listed
where $most is null or listed.list_place <= $most
order by listed.list_place nulls last
