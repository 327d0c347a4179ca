-- Plan risks of plans on accounts that the viewer may see. Texts of a private plan are for its owner and the managers above alone (S13).
-- grain: as plan_risks
-- key: as plan_risks

select
    plan_risks.risk_id,
    plan_risks.plan_id,
    case when not plans.is_private or private_owner.person_id is not null then plan_risks.title end as title,
    plan_risks.horizon,
    plan_risks.status,
    plan_risks.updated_on
from staging.stg_plan_risks as plan_risks
inner join staging.stg_account_plans as plans on plans.plan_id = plan_risks.plan_id
left join marts.reports as private_owner
    on private_owner.manager_id = $viewer and private_owner.person_id = plans.owner_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plans.account_id
    )
