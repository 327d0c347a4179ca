-- Open deals of an AE to move, push or close this week, the largest first: those that a rule about their date, category,
-- stage, silence or pushes speaks of, and those expected to close within sheet_close_days.
-- grain: one row per open opportunity
-- key: opportunity_id
-- $owner: the AE; null means everyone the viewer may see
-- columns: opportunity_id, opportunity_name, account_id, account_name, category_label, stage, amount, close_on
-- columns: next_step, next_step_on, rule, severity, suggested_action
-- rule_name: the most pressing rule that it meets; null for a deal that is here because it closes this week
-- evidence: the facts that meet the rule, or when it closes

with

pressing as (

    select
        flags.opportunity_id,
        flags.rule,
        checks.rule_name,
        flags.severity,
        flags.evidence,
        flags.suggested_action,
        row_number() over (
            partition by flags.opportunity_id
            order by case flags.severity when 'act' then 1 else 2 end nulls last, checks.place nulls last
        ) as place
    from hygiene_flags as flags
    inner join hygiene_checks as checks on checks.rule = flags.rule
    where
        flags.severity in ('act', 'watch')
        and flags.rule in ('H0', 'H1', 'H2', 'H3', 'H4', 'H6', 'H7', 'H8')

)

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
    pressing.rule,
    pressing.rule_name,
    pressing.severity,
    coalesce(pressing.evidence, 'Closes this week.') as evidence,
    coalesce(pressing.suggested_action, 'Close it or move the date.') as suggested_action
from open_deals as deals
cross join export_run
cross join thresholds
left join pressing on pressing.opportunity_id = deals.opportunity_id and pressing.place = 1
where
    ($owner is null or deals.owner_id = $owner)
    and (
        pressing.rule is not null
        or date_diff('day', export_run.as_of_on, deals.close_on) between 0 and thresholds.sheet_close_days - 1
    )
order by deals.amount desc nulls last, deals.opportunity_id nulls last
