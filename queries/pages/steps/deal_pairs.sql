-- Each deal within the filters that was open in one of the two snapshots that are compared, or that the later one shows
-- closed after the earlier: what stood there before and what stands there now (2.5).
-- grain: one row per opportunity
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- $as_of: the later snapshot; null means the newest
-- $compare_to: the earlier one; null means the one before it
-- columns: opportunity_id, account_id
-- is_gone: in the earlier snapshot alone
-- is_new: in the later one alone
-- owner_after_id: owner on the later day
-- owner_before_id: owner on the earlier day
-- amount_after: amount on the later day
-- amount_before: amount on the earlier day
-- close_after_on: close date on the later day
-- close_before_on: close date on the earlier day
-- stage_after: stage on the later day
-- stage_before: stage on the earlier day
-- category_after: category on the later day
-- category_before: category on the earlier day
-- next_step_after: next step on the later day
-- next_step_before: next step on the earlier day

select
    opportunity_id,
    max(case when is_later then 1 else 0 end) = 0 as is_gone,
    min(case when is_later then 1 else 0 end) = 1 as is_new,
    max(account_id) as account_id,
    max(case when is_later then owner_id end) as owner_after_id,
    max(case when not is_later then owner_id end) as owner_before_id,
    max(case when is_later then amount end) as amount_after,
    max(case when not is_later then amount end) as amount_before,
    max(case when is_later then close_on end) as close_after_on,
    max(case when not is_later then close_on end) as close_before_on,
    max(case when is_later then stage end) as stage_after,
    max(case when not is_later then stage end) as stage_before,
    max(case when is_later then forecast_category end) as category_after,
    max(case when not is_later then forecast_category end) as category_before,
    max(case when is_later then next_step end) as next_step_after,
    max(case when not is_later then next_step end) as next_step_before
from deal_sides
where
    ($owner is null or owner_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = deal_sides.owner_id)
    )
    and ($region is null or region = $region)
    and ($segment is null or segment = $segment)
group by opportunity_id
having
    max(case when is_later and not is_closed then 1 else 0 end) = 1
    or max(case when not is_later and not is_closed then 1 else 0 end) = 1
    or (
        min(case when is_later then 1 else 0 end) = 1
        and max(case when is_later and close_on > from_on then 1 else 0 end) = 1
    )
