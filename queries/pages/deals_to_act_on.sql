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
-- columns: suggested_action, amount, close_on, category_label, stage, next_step
-- deal_place: order, from 1
-- findings: the names of all that speaks against it, the most pressing first
-- amount_was: amount on the earlier day where it was another
-- close_was_on: close date on the earlier day where it was another
-- category_was: category on the earlier day where it was another
-- stage_was: stage on the earlier day where it was another
-- is_new_in_view: true where the earlier snapshot does not hold it

with

found as (

    select
        opportunity_id,
        max(case when finding_place = 1 then severity end) as severity,
        max(case when finding_place = 1 then evidence end) as evidence,
        max(case when finding_place = 1 then suggested_action end) as suggested_action,
        string_agg(finding_name, ', ' order by finding_place nulls last) as findings
    from deal_findings
    group by opportunity_id

),

moved as (

    select
        opportunity_id,
        max(amount_before) as amount_was,
        max(close_before_on) as close_was_on,
        max(case when field = 'Category' then before_text end) as category_was,
        max(case when field = 'Stage' then before_text end) as stage_was,
        max(case when field = 'New in view' then 1 else 0 end) = 1 as is_new_in_view
    from deal_changes
    group by opportunity_id

)

select
    cast(row_number() over (
        order by
            case found.severity when 'act' then 1 else 2 end nulls last,
            deals.amount desc nulls last,
            deals.opportunity_id nulls last
    ) as bigint) as deal_place,
    deals.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.owner_id,
    deals.owner_name,
    found.severity,
    found.evidence,
    found.suggested_action,
    found.findings,
    deals.amount,
    deals.close_on,
    deals.category_label,
    deals.stage,
    deals.next_step,
    moved.amount_was,
    moved.close_was_on,
    moved.category_was,
    moved.stage_was,
    coalesce(moved.is_new_in_view, false) as is_new_in_view
from found
inner join scoped_open_deals as deals on deals.opportunity_id = found.opportunity_id
cross join review_calendar as days
left join moved on moved.opportunity_id = found.opportunity_id
where
    deals.close_quarter_label = coalesce($quarter, days.quarter_label)
    or (
        coalesce($quarter, days.quarter_label) = days.quarter_label
        and (deals.landing < 0 or deals.close_on is null)
    )
order by deal_place nulls last
