-- What the submitters next below somebody called by themselves, to stand beside that person's own call.
-- A missing call counts as the last one of the quarter before it.
-- grain: one row per person with submitters below, week and category
-- key: person_id, week_starts_on, category
-- columns: week_starts_on, category
-- person_id: the person whose own call they stand beside
-- below_amount: sum of their calls, in the reporting currency; null where none has ever called
-- below_made: of their calls, those made this week
-- below_due: calls that make the sum

select
    people.manager_id as person_id,
    calls.week_starts_on,
    calls.category,
    sum(coalesce(calls.amount, calls.carried_amount)) as below_amount,
    count(calls.amount) as below_made,
    count(*) as below_due
from people
inner join call_lines on call_lines.person_id = people.person_id
inner join forecast_calls as calls on calls.person_id = call_lines.submitter_id
where people.manager_id is not null and people.manager_id <> people.person_id and calls.week_of_quarter is not null
group by people.manager_id, calls.week_starts_on, calls.category
