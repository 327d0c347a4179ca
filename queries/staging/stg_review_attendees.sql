-- Who of ours took part in each review of a plan, whoever led it included.
-- grain: one row per review and person
-- key: review_id, person_id

select distinct review_id, trim(attendee) as person_id
from (
    select review_id, unnest(string_split(attendee_ids, ';')) as attendee from exports.plan_reviews
    union all
    select review_id, reviewer_id from exports.plan_reviews
)
where trim(attendee) <> ''
