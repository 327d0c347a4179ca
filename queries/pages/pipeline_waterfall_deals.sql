-- The deals behind each step of the waterfall, before and after.
-- grain: one row per deal and step
-- key: opportunity_id, after_on, bucket
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, bucket, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, after_on, bucket, before_stage, after_stage
-- account_id: its account; null where it lies outside the view
-- opportunity_name: its name; null where the deal lies outside the view today
-- account_name: name of the account; null where it lies outside the view
-- step_amount: what the deal adds to the step
-- before_amount: value on the earlier day; null where it did not exist or was not seen
-- after_amount: value on the later day; null where it does not exist or is not seen
-- before_close_on: close date on the earlier day
-- after_close_on: close date on the later day
-- before_category: forecast category on the earlier day, as shown
-- after_category: forecast category on the later day, as shown
-- before_owner_name: owner on the earlier day
-- after_owner_name: owner on the later day

select
    steps.opportunity_id,
    steps.after_on,
    steps.bucket,
    accounts.account_id,
    deals.opportunity_name,
    accounts.account_name,
    steps.amount as step_amount,
    case when steps.before_owner_id is not null then steps.before_amount end as before_amount,
    case when steps.after_owner_id is not null then steps.after_amount end as after_amount,
    nullif(steps.before_close_on, cast('9999-12-31' as date)) as before_close_on,
    nullif(steps.after_close_on, cast('9999-12-31' as date)) as after_close_on,
    steps.before_stage,
    steps.after_stage,
    before_categories.label as before_category,
    after_categories.label as after_category,
    coalesce(before_owners.person_name, steps.before_owner_id) as before_owner_name,
    coalesce(after_owners.person_name, steps.after_owner_id) as after_owner_name
from pipeline_steps as steps
left join opportunities as deals on deals.opportunity_id = steps.opportunity_id
left join accounts on accounts.account_id = deals.account_id
left join forecast_categories as before_categories on before_categories.category = steps.before_category
left join forecast_categories as after_categories on after_categories.category = steps.after_category
left join people as before_owners on before_owners.person_id = steps.before_owner_id
left join people as after_owners on after_owners.person_id = steps.after_owner_id
where $bucket is null or steps.bucket = $bucket
order by steps.place nulls last, abs(steps.amount) desc nulls last, steps.opportunity_id nulls last
