-- Live primary plans and the day from which on their news is told: the last inspection, else news_days ago.
-- grain: one row per live primary plan
-- key: plan_id
-- columns: plan_id, account_id, created_on, as_of_on
-- since_on: day after which a happening is news

select
    plans.plan_id,
    plans.account_id,
    plans.created_on,
    export_run.as_of_on,
    coalesce(
        inspections.inspected_on, export_run.as_of_on - cast(thresholds.news_days as integer)
    ) as since_on
from plans
inner join accounts on accounts.account_id = plans.account_id and accounts.plan_id = plans.plan_id
cross join export_run
cross join thresholds
left join plan_inspections as inspections on inspections.plan_id = plans.plan_id
