-- How the next quarter is filled one level below the scope of a review, those who lack most first.
-- grain: one row per person one level below with open deals or a quota of the next quarter
-- key: person_id
-- parameters: as_of, compare_to, team, owner, region, policy, ownership, population
-- $quarter: label of the next quarter
-- $segment: segment of the deal; null means every segment
-- $by: of the breakdown it adds up; null means person
-- columns: person_id, person_name
-- next_quota: quota of them and their people; null is no quota
-- next_open: open pipeline expected in the quarter; null where no snapshot tells
-- next_coverage: next_open / next_quota; null without a quota
-- next_need: what next_open lacks of next_quarter_coverage times the quota, 0 when met; null without a quota

with

heads as (

    select head_id, head_name from pack_heads group by head_id, head_name

),

opened as (

    select pack_heads.head_id, sum(persons.open_quarter_amount) as amount
    from pipeline_breakdown as persons
    inner join pack_heads on pack_heads.person_id = persons.group_id
    group by pack_heads.head_id

),

told as (

    select
        heads.head_id,
        heads.head_name,
        quotas.quota,
        coalesce(opened.amount, case when asked.as_of_on is not null then 0 end) as open_amount,
        round(quotas.quota * thresholds.next_quarter_coverage, 2) as asked_amount
    from heads
    cross join pipeline_asked as asked
    cross join thresholds
    left join opened on opened.head_id = heads.head_id
    left join pack_quotas as quotas
        on quotas.person_id = heads.head_id and quotas.quarter_label = asked.quarter_label
    where opened.amount > 0 or quotas.quota is not null

)

select
    head_id as person_id,
    head_name as person_name,
    quota as next_quota,
    cast(open_amount as decimal(18, 2)) as next_open,
    cast(open_amount as double) / nullif(cast(quota as double), 0) as next_coverage,
    cast(case when asked_amount > open_amount then asked_amount - open_amount when asked_amount >= 0 and open_amount >= 0 then 0 end
        as decimal(18, 2)) as next_need
from told
order by next_need desc nulls last, next_open nulls last, head_id nulls last
