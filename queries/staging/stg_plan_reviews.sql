-- Plan reviews as exported, renamed and classified.
-- grain: one row per review of a plan
-- key: review_id

select
    review_id,
    plan_id,
    review_date as review_on,
    reviewer_id,
    allowed.plan_reviews_review_type(review_type) as review_type,
    allowed.plan_reviews_outcome(outcome) as outcome,
    attendee_ids
from exports.plan_reviews
