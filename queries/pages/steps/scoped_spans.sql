-- Account spans within the filters: the past and present that adoption is counted over.
-- grain: one row per account and time in which nothing changed
-- key: account_id, from_on
-- parameters: team, owner, region, segment
-- columns: account_id, from_on, to_on, coverage
-- account_name: its name; null where it now lies outside what the viewer sees
-- counted_under_id: person it counted under
-- is_unassigned: true when its territory was vacant
-- is_key: key account in that time
-- is_eligible: counted in the denominator in that time
-- plan_id: the plan that covered it; null where that is not the viewer's to see
-- owned_from_on: first day with that owner
-- owned_to_on: day after the last day with that owner
-- region: region of its account today
-- arr: yearly spend today in the reporting currency

select
    spans.account_id,
    accounts.account_name,
    spans.from_on,
    spans.to_on,
    spans.counted_under_id,
    spans.is_unassigned,
    spans.is_key,
    spans.is_eligible,
    spans.coverage,
    plans.plan_id,
    spans.owned_from_on,
    spans.owned_to_on,
    spans.region,
    accounts.arr
from account_spans as spans
left join accounts on accounts.account_id = spans.account_id
left join plans on plans.plan_id = spans.plan_id
where
    ($owner is null or spans.counted_under_id = $owner)
    and (
        $team is null
        or exists (
            select 1 from reports where reports.manager_id = $team and reports.person_id = spans.counted_under_id
        )
    )
    and ($region is null or spans.region = $region)
    and ($segment is null or spans.segment = $segment)
