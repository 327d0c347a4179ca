-- Whose forecast call is expected every week: whoever has made one, and every manager of AEs once managers make them.
-- grain: one row per submitter
-- key: person_id
-- columns: person_name, levels_below
-- person_id: the submitter
-- manager_name: their manager's name; null at the top
-- submitter_level: manager or rep; a manager who also sells is a manager here
-- expected_from_on: first day from which a call is expected
-- expected_to_on: last day on which a call is expected

with

given as (

    select
        submissions.person_id,
        max(
            case
                when submissions.submitter_level = 'manager' then 1
                when submissions.submitter_level is null and people.is_manager then 1
                else 0
            end
        ) = 1 as is_manager,
        min(submissions.submitted_on) as first_on,
        max(submissions.submitted_on) as last_on
    from stg_forecast_submissions as submissions
    inner join people on people.person_id = submissions.person_id
    where submissions.category in ('commit', 'best_case', 'most_likely')
    group by submissions.person_id

),

expected as (

    select person_id, is_manager, first_on, last_on from given
    union all
    select people.person_id, true, null, null
    from people
    where
        people.is_active
        and exists (select 1 from given where given.is_manager)
        and not exists (select 1 from given where given.person_id = people.person_id)
        and exists (
            select 1
            from reports
            inner join people as below on below.person_id = reports.person_id
            where reports.manager_id = people.person_id and reports.levels = 1 and below.is_rep
        )

)

select
    expected.person_id,
    people.person_name,
    people.manager_name,
    case when expected.is_manager then 'manager' else 'rep' end as submitter_level,
    people.levels_below,
    coalesce(people.start_on, expected.first_on, cast('1900-01-01' as date)) as expected_from_on,
    case
        when people.end_on is not null then people.end_on
        when people.is_active then cast('9999-12-31' as date)
        else expected.last_on
    end as expected_to_on
from expected
inner join people on people.person_id = expected.person_id
order by expected.person_id
