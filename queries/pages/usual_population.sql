-- Which deals count against the quotas, and by which measure of theirs (C14).
-- grain: one row
-- key: population
-- columns: as quota_population

select * from quota_population
