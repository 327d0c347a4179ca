-- Plan actions of plans on accounts that the viewer may see. Texts of a private plan are for its owner and the managers above alone (S13).
-- grain: as plan_actions
-- key: as plan_actions

select
    plan_actions.action_id,
    plan_actions.plan_id,
    plan_actions.objective_id,
    case when not plans.is_private or private_owner.person_id is not null then plan_actions.title end as title,
    plan_actions.owner_id,
    plan_actions.due_on,
    plan_actions.status,
    plan_actions.completed_on,
    plan_actions.first_due_on,
    case when not plans.is_private or private_owner.person_id is not null then plan_actions.how end as how,
    case when not plans.is_private or private_owner.person_id is not null then plan_actions.support_needed end as support_needed,
    plan_actions.created_on,
    plan_actions.updated_on,
    plan_actions.about_kind,
    plan_actions.about_id
from staging.stg_plan_actions as plan_actions
inner join staging.stg_account_plans as plans on plans.plan_id = plan_actions.plan_id
left join marts.reports as private_owner
    on private_owner.manager_id = $viewer and private_owner.person_id = plans.owner_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plans.account_id
    )
