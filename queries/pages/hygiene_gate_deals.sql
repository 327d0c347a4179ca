-- The deals that did not pass a month's gate of this quarter, and what became of each (2.5).
-- grain: one row per month of this quarter so far, and opportunity that did not pass its gate
-- key: month_of_fq, opportunity_id
-- parameters: team, owner, region, month
-- $segment: segment of the deal; null means every segment
-- columns: month_of_fq, gate_on, opportunity_id, opportunity_name, account_id, account_name, person_name
-- columns: rule_name, category_then, category_now, close_then_on, outcome, outcome_place
-- rule: H1, H2 or H3, the first it did not pass
-- person_id: its owner now
-- close_on: expected or actual close now
-- gate_amount: value on that day in the reporting currency

select
    gates.month_of_fq,
    gates.gate_on,
    gates.rule,
    checks.rule_name,
    gates.opportunity_id,
    coalesce(deals.opportunity_name, gates.opportunity_id) as opportunity_name,
    gates.account_id,
    coalesce(accounts.account_name, gates.account_id) as account_name,
    gates.owner_id as person_id,
    coalesce(owners.person_name, 'Nobody named') as person_name,
    before.label as category_then,
    present.label as category_now,
    gates.close_then_on,
    gates.close_on,
    gates.amount_then as gate_amount,
    gates.outcome,
    gates.outcome_place
from hygiene_gates as gates
inner join hygiene_checks as checks on checks.rule = gates.rule
left join opportunities as deals on deals.opportunity_id = gates.opportunity_id
left join accounts on accounts.account_id = gates.account_id
left join people as owners on owners.person_id = gates.owner_id
left join forecast_categories as before on before.category = gates.category_then
left join forecast_categories as present on present.category = gates.category_now
where
    ($month is null or gates.month_of_fq = $month)
    and ($owner is null or gates.owner_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = gates.owner_id)
    )
    and ($region is null or gates.region = $region)
    and ($segment is null or gates.segment = $segment)
order by
    gates.month_of_fq desc nulls last,
    gates.outcome_place nulls last,
    gates.amount_then desc nulls last,
    gates.opportunity_id nulls last
