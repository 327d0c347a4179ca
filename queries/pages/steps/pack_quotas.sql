-- What each person one level below the scope of a review is to bring in a quarter, in the population that quotas are set for:
-- a manager what their team is to bring, as in scoped_quota, an AE and the head of the scope their own quota.
-- grain: one row per person one level below and quarter with a quota
-- key: person_id, quarter_label
-- parameters: team, owner, population
-- columns: person_id, quarter_label
-- quota: quota in the reporting currency

with

heads as (

    select head_id, is_own from pack_heads group by head_id, is_own

),

amounts as (

    select
        heads.head_id as person_id,
        scopes.quarter_label,
        case when heads.is_own then scopes.own_amount else coalesce(scopes.roll_amount, scopes.rep_amount) end as amount
    from heads
    inner join quota_scopes as scopes on scopes.person_id = heads.head_id
    inner join population_asked on population_asked.is_of_quota

)

select person_id, quarter_label, cast(amount as decimal(18, 2)) as quota
from amounts
where amount is not null
