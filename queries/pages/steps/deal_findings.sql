-- What asks for something to be done about an open deal, whoever found it: a hygiene rule, a consult that is due, the
-- relationship, or slips. What is only noted is left out.
-- grain: one row per open deal in view and finding
-- key: opportunity_id, finding
-- columns: opportunity_id
-- finding: the rule, else consult, risk or slips
-- finding_name: what it is called
-- severity: act or watch
-- finding_place: order of a deal's findings: act first, then as the reviews ask for them; without an AE nothing else can be done
-- evidence: the facts
-- suggested_action: what to do, beginning with a verb

with

told as (

    select
        flags.opportunity_id,
        flags.rule as finding,
        checks.rule_name as finding_name,
        flags.severity,
        case when flags.rule = 'H11' then -1 else checks.place end as place,
        flags.evidence,
        flags.suggested_action
    from hygiene_flags as flags
    inner join hygiene_checks as checks on checks.rule = flags.rule
    union all
    select
        risks.opportunity_id,
        'risk',
        'Relationship risk',
        risks.risk_state,
        101,
        upper(substr(risks.risk_reasons, 1, 1)) || substr(risks.risk_reasons, 2) || '.',
        case
            when risks.has_no_plan then 'Write an account plan.'
            when risks.is_single_threaded then 'Win a second contact.'
            when risks.has_stale_plan then 'Update the account plan.'
            else 'Win a senior supporter.'
        end
    from opportunity_risks as risks
    union all
    select
        consults.opportunity_id,
        'consult',
        'Consult due',
        'watch',
        102,
        case
            when consults.consult_days is null then 'No consult yet.'
            else 'Last consult ' || cast(consults.consult_days as varchar) || ' days ago.'
        end,
        'Go through it with the team.'
    from opportunity_consults as consults
    where consults.qualifies and consults.is_due
    union all
    select
        pushes.opportunity_id,
        'slips',
        'Slipped',
        'watch',
        103,
        'Slipped into a later quarter ' || case
            when pushes.quarter_slips = 1 then 'once.' else cast(pushes.quarter_slips as varchar) || ' times.'
        end,
        'Confirm the close date.'
    from opportunity_pushes as pushes
    cross join thresholds
    where pushes.quarter_slips >= thresholds.slips_watch

)

select
    told.opportunity_id,
    told.finding,
    told.finding_name,
    told.severity,
    cast(row_number() over (
        partition by told.opportunity_id
        order by case told.severity when 'act' then 1 else 2 end nulls last, told.place nulls last
    ) as integer) as finding_place,
    told.evidence,
    told.suggested_action
from told
inner join open_deals as deals on deals.opportunity_id = told.opportunity_id
where told.severity in ('act', 'watch')
