-- Who may see everything: the single top of the tree, holders of such a grant, and the operator of a local run.
-- grain: one row per viewer
-- key: viewer_id
-- columns: until_on
-- viewer_id: person, or 'operator' for whoever runs the app on their own machine
-- reason: why

with

given as (

    select person_id as viewer_id, cast('9999-12-31' as date) as until_on, 'top of the reporting tree' as reason
    from people
    where is_only_top and is_active
    union all
    select viewer_id, until_on, reason from held_grants where sees = 'everything'
    union all
    select 'operator', cast('9999-12-31' as date), 'runs Sightline on this computer'

),

longest as (

    select *, row_number() over (partition by viewer_id order by until_on desc nulls last, reason nulls last) as place
    from given

)

select viewer_id, until_on, reason from longest where place = 1
