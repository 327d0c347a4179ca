-- The open deals of a quarter that ask for something, one row each: what speaks against it, what to do, and what changed
-- since the earlier snapshot; act before watch, then the largest first. In the running quarter also those that are past due
-- or without a close date.
-- grain: one row per open deal with a finding
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- $quarter: label of the fiscal quarter whose deals count; null means the running one
-- $as_of: the later snapshot of what changed; null means the newest
-- $compare_to: the earlier one; null means the one before it
-- columns: opportunity_id, opportunity_name, account_id, account_name, owner_id, owner_name, severity, evidence
-- columns: owner_state, suggested_action, type, amount, close_on, category_label, stage, next_step
-- deal_place: order, from 1
-- owner_left_on: last day of an AE who has left; null for others and where it is unknown
-- findings: the names of all that speaks against it, the most pressing first
-- amount_was: amount on the earlier day where it was another
-- close_was_on: close date on the earlier day where it was another
-- category_was: category on the earlier day where it was another
-- stage_was: stage on the earlier day where it was another
-- is_new_in_view: true where the earlier snapshot does not hold it

select
    cast(row_number() over (
        order by
            case deals.severity when 'act' then 1 else 2 end nulls last,
            deals.amount desc nulls last,
            deals.opportunity_id nulls last
    ) as bigint) as deal_place,
    deals.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.owner_id,
    deals.owner_name,
    owners.end_on as owner_left_on,
    deals.owner_state,
    deals.severity,
    deals.evidence,
    deals.suggested_action,
    deals.findings,
    deals.type,
    deals.amount,
    deals.close_on,
    deals.category_label,
    deals.stage,
    deals.next_step,
    case when not pairs.is_new and pairs.amount_before is distinct from pairs.amount_after then pairs.amount_before end
        as amount_was,
    case when not pairs.is_new and pairs.close_before_on is distinct from pairs.close_after_on then pairs.close_before_on end
        as close_was_on,
    case when pairs.category_before is distinct from pairs.category_after then categories.label end as category_was,
    case when not pairs.is_new and pairs.stage_before is distinct from pairs.stage_after then pairs.stage_before end as stage_was,
    coalesce(pairs.is_new, false) as is_new_in_view
from deals_judged as deals
cross join review_calendar as days
left join deal_pairs as pairs on pairs.opportunity_id = deals.opportunity_id and not pairs.is_gone
left join forecast_categories as categories on not pairs.is_new and categories.category = pairs.category_before
left join people as owners on owners.person_id = deals.owner_id and deals.owner_state = 'inactive'
where
    deals.severity is not null
    and (
        deals.close_quarter_label = coalesce($quarter, days.quarter_label)
        or (coalesce($quarter, days.quarter_label) = days.quarter_label and deals.is_in_review)
    )
order by deal_place nulls last
