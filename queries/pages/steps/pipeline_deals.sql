-- Each deal in view on the day looked at, with what it counts as: open as its snapshot says, closed as the
-- deal stands now, by its close date and under its owner of today, whatever any snapshot lists (C13).
-- grain: one row per deal
-- key: opportunity_id
-- parameters: as_of, compare_to, policy, ownership
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- columns: opportunity_id, is_unconverted, type, segment, region, is_renewal
-- person_id: person it counts under
-- category: closed, won later or lost, else as in opportunity_snapshots
-- amount: value in the reporting currency; an unknown one counts as 0, one below 0 of an open deal as the policy says
-- is_open: open on that day
-- is_counted: open, eligible and expected to close in the quarter (2.3.2)
-- is_in_quarter: true when its close date lies in the quarter
-- is_past_due: open, with a close date before the day looked at
-- is_undated: open, without a close date
-- is_closed_before: closed by the earlier day already
-- is_unamounted: true without an amount, or with one of nothing
-- given_amount: value as given, in the reporting currency; null where unknown
-- stage_order: order of the stage; null of a closed deal

with

states as (

    select
        snapshots.opportunity_id,
        case
            when $ownership = 'as_is' and snapshots.is_handed_over then owners.owner_id else snapshots.owner_id
        end as person_id,
        snapshots.category,
        snapshots.amount,
        snapshots.amount_as_given,
        snapshots.is_unconverted,
        snapshots.is_eligible,
        snapshots.stage_order,
        snapshots.type,
        snapshots.is_renewal,
        snapshots.segment,
        snapshots.region,
        snapshots.close_on,
        snapshots.snapshot_on,
        cast(null as date) as ended_on,
        true as is_open
    from opportunity_snapshots as snapshots
    inner join pipeline_asked as asked on asked.as_of_on = snapshots.snapshot_on
    left join present_owners as owners
        on owners.opportunity_id = case when snapshots.is_handed_over then snapshots.opportunity_id end
    left join closed_opportunities as closed
        on closed.opportunity_id = snapshots.opportunity_id and closed.ended_on <= asked.booked_on
    where not snapshots.is_deleted and not snapshots.is_closed and closed.opportunity_id is null
    union all
    select
        closed.opportunity_id,
        closed.owner_id,
        case when not closed.is_won then 'lost' when closed.is_future then 'won later' else 'closed' end,
        closed.amount,
        closed.amount,
        closed.is_unconverted,
        false,
        null,
        closed.type,
        closed.is_renewal,
        closed.segment,
        closed.region,
        closed.close_on,
        null,
        closed.ended_on,
        false
    from closed_opportunities as closed
    inner join pipeline_asked as asked
        on closed.close_on between asked.quarter_starts_on and asked.quarter_ends_on
        and (closed.close_on <= asked.booked_on or (closed.is_future and asked.booked_on >= asked.newest_on))
    where closed.is_won or closed.is_counted

)

select
    states.opportunity_id,
    states.person_id,
    states.category,
    cast(
        case
            when states.is_open and $policy is distinct from 'net' then greatest(coalesce(states.amount, 0), 0)
            else coalesce(states.amount, 0)
        end as decimal(18, 2)
    ) as amount,
    states.is_open
    and states.is_eligible
    and coalesce(states.close_on between asked.quarter_starts_on and asked.quarter_ends_on, false) as is_counted,
    coalesce(states.close_on between asked.quarter_starts_on and asked.quarter_ends_on, false) as is_in_quarter,
    states.is_open and coalesce(states.close_on < states.snapshot_on, false) as is_past_due,
    states.is_open and states.close_on is null as is_undated,
    coalesce(states.ended_on <= asked.compare_on, false) as is_closed_before,
    coalesce(states.amount_as_given, 0) = 0 as is_unamounted,
    states.amount as given_amount,
    states.is_unconverted,
    states.stage_order,
    states.type,
    states.is_renewal,
    states.is_open,
    states.segment,
    states.region
from states
cross join pipeline_asked as asked
where states.person_id is not null
