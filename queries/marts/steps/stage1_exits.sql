-- When each opportunity that may need a plan left discovery for the first time, going forward (S4).
-- The export's own day counts; else the first snapshot or recorded change of stage past stage 1, of a deal that was seen
-- before it. One first seen past
-- stage 1 within a week of its creation skipped it and left on creation. Otherwise the day is unknown.
-- Being lost or disqualified from stage 1 is no way forward; of a deal first seen lost nobody knows how far it came.
-- grain: one row per opportunity of an eligible account that is no renewal and was created since the account is key
-- key: opportunity_id
-- columns: opportunity_id, opportunity_name, account_id, created_on
-- has_left: true when it left stage 1 forward; false while it did not; null is unknown
-- exited_on: the day; null when it did not leave or the day is unknown
-- discovery_on: first day in stage 1, or its creation; null before stage 1

with

candidates as (

    select opportunities.*
    from opportunities
    inner join accounts on accounts.account_id = opportunities.account_id
    where accounts.is_eligible
        and opportunities.type is distinct from 'renewal'
        and (accounts.became_key_on is null or opportunities.created_on >= accounts.became_key_on)

),

seen as (

    select
        snapshots.opportunity_id,
        snapshots.snapshot_on,
        coalesce(stages.stage_order, stg_stage_numbers.stage_order, -1) as stage_order,
        coalesce(snapshots.is_closed, stages.is_closed, false) as is_closed,
        coalesce(snapshots.is_won, stages.is_won, false) as is_won
    from stg_opportunity_snapshots as snapshots
    inner join candidates on candidates.opportunity_id = snapshots.opportunity_id
    cross join export_run
    left join stage_outcomes as stages on stages.stage = snapshots.stage
    left join stg_stage_numbers on stg_stage_numbers.stage = snapshots.stage
    where not snapshots.is_deleted and snapshots.snapshot_on <= export_run.as_of_on
    union all
    select
        candidates.opportunity_id,
        cast(changes.changed_at as date),
        coalesce(stages.stage_order, stg_stage_numbers.stage_order, -1),
        coalesce(stages.is_closed, false),
        coalesce(stages.is_won, false)
    from stg_field_history as changes
    inner join candidates on candidates.opportunity_id = changes.record_id
    cross join export_run
    left join stage_outcomes as stages on stages.stage = changes.new_value
    left join stg_stage_numbers on stg_stage_numbers.stage = changes.new_value
    where
        changes.table_name = 'opportunities'
        and changes.field = 'stage'
        and cast(changes.changed_at as date) <= export_run.as_of_on

),

history as (

    select
        opportunity_id,
        min(snapshot_on) filter (where is_won or (stage_order >= 2 and not is_closed)) as past_on,
        min(snapshot_on) filter (where stage_order = 0 and not is_closed) as before_on,
        min(snapshot_on) filter (where stage_order = 1 and not is_closed) as discovery_on
    from seen
    group by opportunity_id

),

told as (

    select
        candidates.opportunity_id,
        candidates.opportunity_name,
        candidates.account_id,
        candidates.created_on,
        candidates.stage1_exited_on,
        history.past_on,
        candidates.is_won or (candidates.stage_order >= 2 and not candidates.is_closed) as is_past_now,
        candidates.is_closed and not candidates.is_won as is_lost,
        candidates.stage_order,
        least(history.before_on, history.discovery_on) as seen_from_on,
        case
            when history.before_on < history.discovery_on then history.discovery_on
            when candidates.stage_order <> 0 then candidates.created_on
        end as discovery_on
    from candidates
    left join history on history.opportunity_id = candidates.opportunity_id

),

dated as (

    select
        *,
        case
            when stage1_exited_on is not null then stage1_exited_on
            when seen_from_on < past_on then past_on
            when date_diff('day', created_on, past_on) between 0 and 7 then created_on
        end as exited_on
    from told

)

select
    dated.opportunity_id,
    dated.opportunity_name,
    dated.account_id,
    dated.created_on,
    case
        when dated.exited_on is not null or dated.past_on is not null or dated.is_past_now then true
        when not dated.is_lost and dated.stage_order in (0, 1) then false
    end as has_left,
    dated.exited_on,
    dated.discovery_on
from dated
where not (dated.is_lost and dated.seen_from_on is not null and dated.exited_on is null and dated.past_on is null)
