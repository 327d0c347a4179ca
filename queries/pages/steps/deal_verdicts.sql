-- What was found about each open deal in view, and of it what presses most.
-- grain: one row per open deal about which something was found
-- key: opportunity_id
-- columns: opportunity_id
-- severity: act or watch, the most pressing of what was found
-- finding: what was found that presses most
-- finding_name: what that is called
-- evidence: its facts
-- suggested_action: what to do about it, beginning with a verb
-- findings: the names of all that was found, the most pressing first

select
    opportunity_id,
    max(case when finding_place = 1 then severity end) as severity,
    max(case when finding_place = 1 then finding end) as finding,
    max(case when finding_place = 1 then finding_name end) as finding_name,
    max(case when finding_place = 1 then evidence end) as evidence,
    max(case when finding_place = 1 then suggested_action end) as suggested_action,
    string_agg(finding_name, ', ' order by finding_place nulls last) as findings
from deal_findings
group by opportunity_id
