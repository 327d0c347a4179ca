-- Plan reviews of plans on accounts that the viewer may see.
-- grain: as plan_reviews
-- key: as plan_reviews

select
    plan_reviews.review_id,
    plan_reviews.plan_id,
    plan_reviews.review_on,
    plan_reviews.reviewer_id,
    plan_reviews.review_type,
    plan_reviews.outcome,
    plan_reviews.attendee_ids
from staging.stg_plan_reviews as plan_reviews
inner join staging.stg_account_plans as plans on plans.plan_id = plan_reviews.plan_id
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = plans.account_id
    )
