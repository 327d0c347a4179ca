-- The steps of the pipeline waterfall in their order, each with what it means (2.3.3).
-- grain: one row per step
-- key: bucket
-- columns: place, kind
-- bucket: step in words
-- outcome: won or lost for the steps of deals that closed; null for the others
-- is_doubtful: true for what may be a fault of the data alone
-- meaning: what puts a deal there, in a sentence

with

steps as (

    select 'starting' as bucket, 0 as place, 'start' as kind, false as is_doubtful, 'Open at the start.' as meaning
    union all
    select 'new', 10, 'in', false, 'Created since the start.'
    union all
    select 'backfilled or reappeared', 11, 'in', true, 'Created before the start, but missing in its snapshot: loaded late or restored.'
    union all
    select 'reopened', 12, 'in', false, 'Was closed at the start.'
    union all
    select 'transferred in', 13, 'in', false, 'Belonged to an AE outside the filters or your view.'
    union all
    select 'pulled in', 14, 'in', false, 'Its close date moved here from a later quarter, or was missing.'
    union all
    select 'rolled in', 15, 'in', false, 'Its close date moved here from an earlier quarter.'
    union all
    select 'newly eligible', 16, 'in', false, 'Was omitted, or before stage {first}.'
    union all
    select 'category in', 17, 'in', false, 'Its forecast category was not among those picked.'
    union all
    select 'not in the partial snapshot before', 18, 'in', true, 'The snapshot at the start is partial, so whether it was there is unknown.'
    union all
    select 'increased', 20, 'change', false, 'Amount went up, open or won.'
    union all
    select 'decreased', 21, 'change', false, 'Amount went down, open or won.'
    union all
    select 'won', 30, 'out', false, 'Won in the quarter by the last snapshot, at the amount it was won for.'
    union all
    select 'lost', 31, 'out', false, 'Closed and not won.'
    union all
    select 'won, close date to come', 34, 'out', false, 'Won with a close date still to come, so not yet booked.'
    union all
    select 'won after the last snapshot', 32, 'out', false, 'Won in the quarter after the last snapshot: booked, though no snapshot shows it.'
    union all
    select 'lost after the last snapshot', 33, 'out', false, 'Closed and not won after the last snapshot.'
    union all
    select 'deleted or missing', 40, 'out', true, 'Deleted, or missing in the snapshot at the end.'
    union all
    select 'transferred out', 41, 'out', false, 'Belongs to an AE outside the filters or your view.'
    union all
    select 'pushed out', 42, 'out', false, 'Its close date moved to a later quarter, or was cleared.'
    union all
    select 'pulled out', 43, 'out', false, 'Its close date moved to an earlier quarter.'
    union all
    select 'omitted or below stage', 44, 'out', false, 'Omitted, or back before stage {first}.'
    union all
    select 'category out', 45, 'out', false, 'Its forecast category is no longer among those picked.'
    union all
    select 'not in the partial snapshot', 46, 'out', true, 'The snapshot at the end is partial, so whether it has gone is unknown.'
    union all
    select 'ending', 99, 'end', false, 'Open at the end.'
    union all
    select 'created and lost', 100, 'note', false, 'Created and lost in between; in no bar.'

)

select
    steps.bucket,
    steps.place,
    steps.kind,
    case
        when steps.bucket in ('won', 'won after the last snapshot') then 'won'
        when steps.bucket in ('lost', 'lost after the last snapshot') then 'lost'
    end as outcome,
    steps.is_doubtful,
    replace(steps.meaning, '{first}', cast(thresholds.pipeline_min_stage as varchar)) as meaning
from steps
cross join thresholds
