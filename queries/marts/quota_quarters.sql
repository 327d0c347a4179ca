-- The quota of a person or team for one fiscal quarter: a quarterly row, or the sum of its months.
-- Nothing is prorated: who joined in mid-quarter has what the file says.
-- grain: one row per person, quarter and level
-- key: person_id, quarter_starts_on, level
-- columns: quarter_label, quarter_starts_on, measure
-- person_id: the person, or the manager of the team
-- level: rep or team
-- amount: quota in the reporting currency
-- months: months of the quarter it is for; 3 is the whole quarter

select
    person_id,
    quarter_label,
    quarter_starts_on,
    level,
    min(measure) as measure,
    cast(sum(amount) as decimal(18, 2)) as amount,
    cast(least(sum(months), 3) as integer) as months
from quota_rows
where outcome = 'counted'
group by person_id, quarter_label, quarter_starts_on, level
order by person_id, quarter_starts_on, level
