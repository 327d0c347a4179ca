-- Official calls of the ended quarters before the one looked at, each beside what was won in the end.
-- grain: one row per submitter, quarter, week and category with a call
-- key: person_id, quarter_label, week_of_quarter, category
-- parameters: owner, quarter, level
-- $team: manager whose people are meant; null means everyone in view
-- columns: person_name, week_of_quarter, category
-- person_id: the submitter
-- quarter_label: the quarter called
-- amount: called
-- actual_amount: won in the quarter
-- difference: amount less actual_amount
-- is_defined: true where something was won, so that accuracy and bias mean something; the rest is counted apart

with

looked_at as (

    select quarters.place
    from fiscal_quarters as quarters
    cross join export_run
    where quarters.quarter_label = coalesce($quarter, export_run.quarter_label)

),

ended as (

    select quarters.quarter_label
    from fiscal_quarters as quarters
    cross join looked_at
    cross join thresholds
    where
        quarters.is_over
        and quarters.place > looked_at.place
        and quarters.place <= looked_at.place + thresholds.accuracy_quarters

)

select
    calls.person_id,
    submitters.person_name,
    calls.quarter_label,
    calls.week_of_quarter,
    calls.category,
    calls.official_amount as amount,
    calls.actual_amount,
    calls.official_amount - calls.actual_amount as difference,
    calls.actual_amount > 0 as is_defined
from forecast_calls as calls
inner join ended on ended.quarter_label = calls.quarter_label
inner join forecast_submitters as submitters on submitters.person_id = calls.person_id
where
    calls.official_amount is not null
    and calls.week_of_quarter is not null
    and ($level is null or submitters.submitter_level = $level)
    and ($owner is null or calls.person_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = calls.person_id)
    )
