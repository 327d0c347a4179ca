-- Plan reviews as exported, renamed and classified.
-- grain: one row per review of a plan
-- key: review_id

select
    review_id,
    plan_id,
    review_date as review_on,
    reviewer_id,
    case when review_type in ('one_on_one', 'account_review', 'qbr', 'exec_sponsor', 'annual_refresh', 'event') then review_type when review_type is not null then 'other' end as review_type,
    case when outcome in ('ok', 'changes', 'none') then outcome when outcome is not null then 'other' end as outcome,
    attendee_ids
from exports.plan_reviews
