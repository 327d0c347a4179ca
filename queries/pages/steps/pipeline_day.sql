-- Each deal of the population asked for (C14) within the filters on the day looked at, with what it counts as.
-- grain: one row per deal
-- key: opportunity_id
-- parameters: as_of, compare_to, team, owner, region, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: as pipeline_states

select states.*
from pipeline_states as states
inner join counted_kinds as kinds on kinds.is_renewal = states.is_renewal
