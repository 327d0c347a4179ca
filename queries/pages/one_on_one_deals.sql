-- Open deals of an AE for the talk of the week: those to act on, as Pipeline review lists them, and those expected to
-- close within sheet_close_days; to act on first, then the largest.
-- grain: one row per open opportunity
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, opportunity_name, account_id, account_name, category_label, stage, amount, close_on
-- columns: next_step, next_step_on, severity, suggested_action
-- rule_name: what was found that presses most; null for a deal that is here because it closes this week
-- evidence: its facts, or that it closes this week

select
    deals.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.category_label,
    deals.stage,
    deals.amount,
    deals.close_on,
    deals.next_step,
    deals.next_step_on,
    deals.finding_name as rule_name,
    deals.severity,
    coalesce(deals.evidence, 'Closes this week.') as evidence,
    coalesce(deals.suggested_action, 'Close it or move the date.') as suggested_action
from deals_judged as deals
cross join export_run
cross join thresholds
where
    (deals.is_in_review and deals.severity = 'act')
    or date_diff('day', export_run.as_of_on, deals.close_on) between 0 and thresholds.sheet_close_days - 1
order by case deals.severity when 'act' then 1 else 2 end nulls last, deals.amount desc nulls last, deals.opportunity_id nulls last
