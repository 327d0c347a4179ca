-- The day that hygiene, out-quarters and consults are told for.
-- grain: one row
-- key: as_of_on
-- columns: as_of_on
-- month_of_fq: month of its fiscal quarter, 1 to 3

select as_of_on, month_of_fq from review_calendar
