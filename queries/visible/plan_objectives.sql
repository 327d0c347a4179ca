-- Plan objectives of plans on accounts that the viewer may see. Texts of a private plan are for its owner and the managers above alone (S13).
-- grain: as plan_objectives
-- key: as plan_objectives

select
    plan_objectives.objective_id,
    plan_objectives.plan_id,
    case when not plans.is_private or private_owner.person_id is not null then plan_objectives.title end as title,
    plan_objectives.horizon,
    plan_objectives.status,
    plan_objectives.due_on,
    plan_objectives.value_driver,
    plan_objectives.owner_id,
    plan_objectives.category,
    case when not plans.is_private or private_owner.person_id is not null then plan_objectives.measure end as measure,
    plan_objectives.measure_moved_on
from staging.stg_plan_objectives as plan_objectives
inner join staging.stg_account_plans as plans on plans.plan_id = plan_objectives.plan_id
left join marts.reports as private_owner
    on private_owner.manager_id = $viewer and private_owner.person_id = plans.owner_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plans.account_id
    )
