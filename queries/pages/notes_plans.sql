-- Account plans whose inspections the viewer may read: those owned by themselves or by somebody below.
-- A person may inspect the plans of those they stand above, not their own (S22).
-- grain: one row per account plan
-- key: plan_id
-- $person: the person who would inspect; null means nobody
-- columns: plan_id, account_id
-- owner_id: its owner
-- may_inspect: whether the person stands above the owner

with

below as (

    select person_id from reports where manager_id = $person and levels > 0

)

select
    plans.plan_id,
    plans.account_id,
    plans.owner_id,
    below.person_id is not null as may_inspect
from plans
inner join led_people on led_people.person_id = plans.owner_id
left join below on below.person_id = plans.owner_id
order by plans.plan_id nulls last
