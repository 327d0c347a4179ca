-- Plan sections of plans on accounts that the viewer may see.
-- grain: as plan_sections
-- key: as plan_sections

select
    plan_sections.plan_id,
    plan_sections.section,
    plan_sections.state,
    plan_sections.fill_pct,
    plan_sections.answered,
    plan_sections.total,
    plan_sections.updated_on
from staging.stg_plan_sections as plan_sections
inner join staging.stg_account_plans as plans on plans.plan_id = plan_sections.plan_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plans.account_id
    )
