-- What happened to one deal besides its steps: pushes, consults, the Commit calls it was in, and how it closed.
-- grain: one row per day and kind of event
-- key: marked_on, mark
-- $opportunity: the deal
-- marked_on: its day; of a push the snapshot that first shows it
-- mark: pushed, consult, in a Commit call, won or lost
-- close_was_on: of a push, the close date before
-- close_on: of a push, the close date after; of a deal that closed, its day
-- amount: of a call the Commit called, of a deal that closed its amount
-- person_name: of a call, whose it is

with

called as (

    select
        calls.submitted_on,
        max(calls.amount) as amount,
        max(callers.person_name) as person_name
    from forecast_calls as calls
    inner join calendar as quarters on quarters.day_on = calls.quarter_starts_on
    inner join opportunity_snapshots as snapshots
        on snapshots.snapshot_on = calls.snapshot_on
        and snapshots.owner_id = calls.person_id
        and snapshots.close_on between calls.quarter_starts_on and quarters.quarter_ends_on
    left join people as callers on callers.person_id = calls.person_id
    where
        snapshots.opportunity_id = $opportunity
        and snapshots.category = 'commit'
        and calls.category = 'commit'
        and calls.week_of_quarter is not null
        and calls.amount is not null
        and calls.submitted_on is not null
    group by calls.submitted_on

)

select
    changes.changed_on as marked_on,
    'pushed' as mark,
    changes.close_before_on as close_was_on,
    changes.close_on,
    cast(null as decimal(18, 2)) as amount,
    cast(null as varchar) as person_name
from opportunity_changes as changes
where changes.opportunity_id = $opportunity and changes.close_on > changes.close_before_on
union all
select consulted_on, 'consult', null, null, null, null
from consult_dates
where opportunity_id = $opportunity
union all
select submitted_on, 'in a Commit call', null, null, amount, person_name
from called
union all
select ended_on, case when is_won then 'won' else 'lost' end, null, close_on, amount, null
from closed_opportunities
where opportunity_id = $opportunity and not is_future
order by marked_on nulls last, mark nulls last
