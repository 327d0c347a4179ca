-- What is wrong with open opportunities on the day of the data, by rule, with the facts and what would clear it (2.5).
-- A rule whose data is missing has no row here and a verdict in hygiene_checks.
-- grain: one row per open opportunity and rule that it meets
-- key: opportunity_id, rule
-- columns: as hygiene_dates, amount
-- account_id: account of the opportunity
-- owner_id: its owner; 'unassigned' where nobody is named
-- is_this_quarter: true when it is expected to close in this fiscal quarter

with

met as (

    select opportunity_id, rule, severity, evidence, suggested_action from hygiene_dates
    union all
    select opportunity_id, rule, severity, evidence, suggested_action from hygiene_stages
    union all
    select opportunity_id, rule, severity, evidence, suggested_action from hygiene_history
    union all
    select opportunity_id, rule, severity, evidence, suggested_action from hygiene_readiness

)

select
    met.opportunity_id,
    met.rule,
    met.severity,
    met.evidence,
    met.suggested_action,
    deals.account_id,
    deals.owner_id,
    coalesce(deals.landing = 0, false) as is_this_quarter,
    deals.amount
from met
inner join hygiene_checks as checks on checks.rule = met.rule and checks.verdict <> 'not checked'
inner join open_deals as deals on deals.opportunity_id = met.opportunity_id
order by deals.owner_id nulls last, met.opportunity_id, checks.place
