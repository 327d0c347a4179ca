-- How the next quarter is filled one level below the scope of a review, those who lack most first.
-- grain: one row per person one level below with open deals or a quota of the next quarter
-- key: person_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: person_id, person_name
-- next_quota: sum of the AE quotas of the next quarter; null is no quota
-- next_open: open pipeline expected in it
-- next_coverage: next_open / next_quota; null without a quota
-- next_need: what each of their AEs lacks of next_quarter_coverage times the quota, added up; null without a quota

with

summed as (

    select
        pack_heads.head_id,
        min(pack_heads.head_name) as head_name,
        sum(persons.next_quota) as next_quota,
        sum(persons.next_open) as next_open,
        sum(persons.next_need) as next_need
    from out_quarter_persons as persons
    inner join pack_heads on pack_heads.person_id = persons.person_id
    group by pack_heads.head_id

)

select
    head_id as person_id,
    head_name as person_name,
    cast(next_quota as decimal(18, 2)) as next_quota,
    cast(next_open as decimal(18, 2)) as next_open,
    cast(next_open as double) / nullif(cast(next_quota as double), 0) as next_coverage,
    cast(next_need as decimal(18, 2)) as next_need
from summed
order by next_need desc nulls last, next_open nulls last, head_id nulls last
