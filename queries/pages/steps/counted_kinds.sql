-- The kinds of deals that count in the population asked for (C14): a deal without a type is no renewal.
-- grain: one row per kind that counts
-- key: is_renewal
-- parameters: population
-- is_renewal: true for renewals, false for new and expansion

select false as is_renewal from population_asked where population <> 'renewals'
union all
select true from population_asked where population <> 'new and expansion'
