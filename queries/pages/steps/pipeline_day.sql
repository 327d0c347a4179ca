-- Each deal within the filters as it stood on the day looked at, with what it counts as.
-- grain: one row per deal
-- key: opportunity_id
-- parameters: as_of, compare_to, team, owner, region, policy, ownership
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, is_unconverted, type, segment, stage
-- snapshot_on: day looked at
-- person_id: person it counts under
-- category: as in opportunity_snapshots
-- amount: value in the reporting currency; an unknown one counts as 0
-- is_counted: open, eligible and expected to close in the quarter (2.3.2)
-- is_in_quarter: true when its close date lies in the quarter
-- is_past_due: open, with a close date before the day looked at
-- is_undated: open, without a close date
-- is_unamounted: true without an amount, or with one of nothing
-- stage_order: order of the stage
-- close_on: close date as of that day
-- account_id: account of the deal

with

states as (

    select
        snapshots.*,
        case
            when $ownership = 'as_is' and snapshots.is_handed_over then owners.owner_id else snapshots.owner_id
        end as person_id,
        asked.quarter_starts_on,
        asked.quarter_ends_on
    from opportunity_snapshots as snapshots
    inner join pipeline_asked as asked on asked.as_of_on = snapshots.snapshot_on
    left join present_owners as owners
        on owners.opportunity_id = case when snapshots.is_handed_over then snapshots.opportunity_id end
    where not snapshots.is_deleted

)

select
    states.opportunity_id,
    states.snapshot_on,
    states.person_id,
    states.category,
    cast(
        case when $policy = 'positive' then greatest(coalesce(states.amount, 0), 0) else coalesce(states.amount, 0) end
        as decimal(18, 2)
    ) as amount,
    not states.is_closed
    and states.is_eligible
    and coalesce(states.close_on between states.quarter_starts_on and states.quarter_ends_on, false) as is_counted,
    coalesce(states.close_on between states.quarter_starts_on and states.quarter_ends_on, false) as is_in_quarter,
    not states.is_closed and coalesce(states.close_on < states.snapshot_on, false) as is_past_due,
    not states.is_closed and states.close_on is null as is_undated,
    coalesce(states.amount_as_given, 0) = 0 as is_unamounted,
    states.is_unconverted,
    states.stage_order,
    states.type,
    states.segment,
    states.close_on,
    states.account_id,
    states.stage
from states
left join reports as team on team.manager_id = $team and team.person_id = states.person_id
where
    states.person_id is not null
    and ($owner is null or states.person_id = $owner)
    and ($team is null or team.person_id is not null)
    and ($region is null or states.region = $region)
    and ($segment is null or states.segment = $segment)
