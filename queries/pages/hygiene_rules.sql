-- Every review rule: what it found within the filters, or why it was not checked (2.5).
-- grain: one row per rule
-- key: rule
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: rule, rule_name, asks
-- verdict: checked, checked in part, not due or not checked
-- act_deals: deals to act on; null where it was not checked
-- watch_deals: deals to watch; null where it was not checked
-- note_deals: deals it only notes; null where it was not checked
-- flagged_amount: value of all these deals, positive amounts only; null where it was not checked
-- reason: why it was not, or only in part, checked
-- place: order of the rules

with

found as (

    select
        hygiene_flags.rule,
        count(*) filter (where hygiene_flags.severity = 'act') as act_deals,
        count(*) filter (where hygiene_flags.severity = 'watch') as watch_deals,
        count(*) filter (where hygiene_flags.severity = 'note') as note_deals,
        sum(case when scoped_open_deals.amount > 0 then scoped_open_deals.amount else 0 end) as flagged_amount
    from hygiene_flags
    inner join scoped_open_deals on scoped_open_deals.opportunity_id = hygiene_flags.opportunity_id
    group by hygiene_flags.rule

)

select
    checks.rule,
    checks.rule_name,
    checks.asks,
    checks.verdict,
    case when checks.verdict in ('checked', 'checked in part') then cast(coalesce(found.act_deals, 0) as bigint) end
        as act_deals,
    case when checks.verdict in ('checked', 'checked in part') then cast(coalesce(found.watch_deals, 0) as bigint) end
        as watch_deals,
    case when checks.verdict in ('checked', 'checked in part') then cast(coalesce(found.note_deals, 0) as bigint) end
        as note_deals,
    case
        when checks.verdict in ('checked', 'checked in part')
            then cast(coalesce(found.flagged_amount, 0) as decimal(18, 2))
    end as flagged_amount,
    checks.reason,
    checks.place
from hygiene_checks as checks
left join found on found.rule = checks.rule
order by checks.place nulls last
