-- Everyone who may look at all: active people, and the operator of a local run.
-- grain: one row per viewer
-- key: viewer_id
-- columns: until_on
-- viewer_id: person, or 'operator' for whoever runs the app on their own machine

select person_id as viewer_id, cast('9999-12-31' as date) as until_on
from people
where is_active
union all
select 'operator', cast('9999-12-31' as date)
