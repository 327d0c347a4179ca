-- The kinds of deals that quotas are set for (C14): what calls are made of and held against.
-- grain: one row per kind
-- key: is_renewal
-- is_renewal: true for renewals, false for new and expansion

select kinds.is_renewal
from (select false as is_renewal union all select true) as kinds
inner join quota_population
    on quota_population.population = 'all' or (quota_population.population = 'renewals') = kinds.is_renewal
