-- Plan answers of plans on accounts that the viewer may see. Texts of a private plan are for its owner and the managers above alone (S13).
-- grain: as plan_answers
-- key: as plan_answers

select
    plan_answers.plan_id,
    plan_answers.question,
    plan_answers.state,
    plan_answers.updated_on,
    case when not plans.is_private or private_owner.person_id is not null then plan_answers.source end as source,
    plan_answers.confirmed_by_champion_on,
    case when not plans.is_private or private_owner.person_id is not null then plan_answers.answer end as answer
from staging.stg_plan_answers as plan_answers
inner join staging.stg_account_plans as plans on plans.plan_id = plan_answers.plan_id
left join marts.reports as private_owner
    on private_owner.manager_id = $viewer and private_owner.person_id = plans.owner_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plans.account_id
    )
