-- The population of deals asked for (C14), and whether it is the one that quotas are set for.
-- grain: one row
-- key: population
-- parameters: population
-- population: the one that answers
-- quota_population: the one that quotas are set for
-- is_of_quota: true when quotas are set for it; another is held against none

select
    coalesce($population, quota_population.population) as population,
    $population is null or $population = quota_population.population as is_of_quota,
    quota_population.population as quota_population
from quota_population
