-- Whose work a viewer sees as if it were their own responsibility: themselves and everyone below, everyone at and
-- below the person whose subtree a grant names, or everyone at all. A grant of one account adds nobody's work.
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
    union all
    select held_grants.viewer_id, reports.person_id, held_grants.until_on
    from held_grants
    inner join reports on reports.manager_id = held_grants.target
    where held_grants.sees = 'subtree'

)

select given.viewer_id, given.person_id, max(given.until_on) as until_on
from given
inner join viewers on viewers.viewer_id = given.viewer_id
group by given.viewer_id, given.person_id
order by given.viewer_id, given.person_id
