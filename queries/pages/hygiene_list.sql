-- Each flag of the open deals within the filters, what to act on first (2.5).
-- grain: one row per open opportunity and rule that it meets
-- key: opportunity_id, rule
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- $rule: one rule; null means every rule
-- $severity: act, watch or note; null means all
-- $person: owner of the deals, as picked in a table; null means everyone
-- columns: opportunity_id, opportunity_name, account_id, account_name, person_name, rule, rule_name, severity
-- columns: suggested_action, category_label, stage, amount, close_on, is_this_quarter
-- person_id: its owner
-- evidence: the facts that meet the rule

select
    hygiene_flags.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.owner_id as person_id,
    deals.owner_name as person_name,
    hygiene_flags.rule,
    checks.rule_name,
    hygiene_flags.severity,
    hygiene_flags.evidence,
    hygiene_flags.suggested_action,
    deals.category_label,
    deals.stage,
    deals.amount,
    deals.close_on,
    hygiene_flags.is_this_quarter
from hygiene_flags
inner join scoped_open_deals as deals on deals.opportunity_id = hygiene_flags.opportunity_id
inner join hygiene_checks as checks on checks.rule = hygiene_flags.rule
where
    ($rule is null or hygiene_flags.rule = $rule)
    and ($severity is null or hygiene_flags.severity = $severity)
    and ($person is null or deals.owner_id = $person)
order by
    case hygiene_flags.severity when 'act' then 1 when 'watch' then 2 else 3 end nulls last,
    deals.amount desc nulls last,
    hygiene_flags.opportunity_id nulls last,
    checks.place nulls last
