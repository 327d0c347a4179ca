-- The axis of the whitespace map: the stages as exported, or the nine usual ones where no export names any.
-- grain: one row per lifecycle stage
-- key: stage_id
-- stage_id: id of the stage, which stays when it is renamed
-- label: name as shown
-- display_order: place from left to right, from 1
-- is_shown: true when it is a column of the map
-- is_default: true when no export names stages and this is one of the usual nine

with

usual as (

    select 'plan' as stage_id, 'Plan' as label, 1 as display_order
    union all
    select 'create', 'Create', 2
    union all
    select 'verify', 'Verify', 3
    union all
    select 'package', 'Package', 4
    union all
    select 'secure', 'Secure', 5
    union all
    select 'deploy', 'Deploy', 6
    union all
    select 'monitor', 'Monitor', 7
    union all
    select 'govern', 'Govern', 8
    union all
    select 'analyze', 'Analyze', 9

)

select
    stage_id,
    coalesce(label, stage_id) as label,
    cast(display_order as bigint) as display_order,
    is_shown,
    false as is_default
from stg_stages
where stage_id is not null
union all
select stage_id, label, cast(display_order as bigint), true, true
from usual
where not exists (select 1 from stg_stages)
order by display_order nulls last, stage_id
