-- The steps of the pipeline waterfall in their order, each with what it means (2.3.3).
-- grain: one row per step
-- key: bucket
-- columns: place, kind
-- bucket: step in words
-- meaning: what puts a deal there, in a sentence

with

steps as (

    select 'starting' as bucket, 0 as place, 'start' as kind, 'Counted on the earlier day.' as meaning
    union all
    select 'new', 10, 'in', 'Created after the earlier day.'
    union all
    select 'backfilled or reappeared', 11, 'in', 'Older than the earlier day, yet not in its snapshot: loaded late or restored.'
    union all
    select 'reopened', 12, 'in', 'Was closed on the earlier day.'
    union all
    select 'transferred in', 13, 'in', 'Belonged to somebody outside the filters or outside your view.'
    union all
    select 'pulled in', 14, 'in', 'Its close date moved here from a later quarter, or was missing.'
    union all
    select 'rolled in', 15, 'in', 'Its close date moved here from an earlier quarter.'
    union all
    select 'newly eligible', 16, 'in', 'Was omitted, or before stage {first}.'
    union all
    select 'category in', 17, 'in', 'Its forecast category was not among those picked.'
    union all
    select 'not in the partial snapshot before', 18, 'in', 'The earlier snapshot is not whole, so nobody can say whether it was there.'
    union all
    select 'increased', 20, 'change', 'Stayed or was won, at a higher amount.'
    union all
    select 'decreased', 21, 'change', 'Stayed or was won, at a lower amount.'
    union all
    select 'won', 30, 'out', 'Won in the quarter, at the amount it was won for.'
    union all
    select 'lost', 31, 'out', 'Closed and not won.'
    union all
    select 'deleted or missing', 40, 'out', 'Deleted, or not in the later snapshot.'
    union all
    select 'transferred out', 41, 'out', 'Belongs to somebody outside the filters or outside your view.'
    union all
    select 'pushed out', 42, 'out', 'Its close date moved to a later quarter, or was cleared.'
    union all
    select 'pulled out', 43, 'out', 'Its close date moved to an earlier quarter.'
    union all
    select 'omitted or below stage', 44, 'out', 'Omitted, or back before stage {first}.'
    union all
    select 'category out', 45, 'out', 'Its forecast category is no longer among those picked.'
    union all
    select 'not in the partial snapshot', 46, 'out', 'The later snapshot is not whole, so nobody can say whether it has gone.'
    union all
    select 'ending', 99, 'end', 'Counts on the later day.'
    union all
    select 'created and lost', 100, 'note', 'Created after the earlier day and lost by the later one; it is in no bar.'

)

select
    steps.bucket,
    steps.place,
    steps.kind,
    replace(steps.meaning, '{first}', cast(thresholds.pipeline_min_stage as varchar)) as meaning
from steps
cross join thresholds
