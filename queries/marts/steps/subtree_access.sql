-- Whose work a viewer sees as their own responsibility: themselves and everyone below, or everyone at all.
-- grain: one row per viewer and person
-- key: viewer_id, person_id
-- columns: viewer_id, until_on
-- person_id: person at or below them; unknown owners and 'unassigned' stand here too for those who see everything

with

persons as (

    select person_id from people
    union
    select owner_id from owner_spans where owner_id is not null
    union
    select owner_id from stg_opportunities where owner_id is not null
    union
    select coalesce(owner_id, 'unassigned') from stg_opportunity_snapshots
    union
    select 'unassigned'

),

given as (

    select manager_id as viewer_id, person_id, cast('9999-12-31' as date) as until_on
    from reports
    union all
    select overseers.viewer_id, persons.person_id, overseers.until_on
    from overseers
    cross join persons

)

select given.viewer_id, given.person_id, max(given.until_on) as until_on
from given
inner join viewers on viewers.viewer_id = given.viewer_id
group by given.viewer_id, given.person_id
order by given.viewer_id, given.person_id
