-- Every account that moved the adoption bridge between two days, with the first reason that fits (1.1.4).
-- grain: one row per bar and account that changed in it
-- key: bar, account_id
-- parameters: day, before, team, owner, region, segment
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: bar, account_id, arr
-- account_name: its name; 'no longer in view' where it was deleted, merged or handed to somebody the viewer does not see
-- bucket: why it changed
-- change: 1 when it came in, -1 when it went
-- happened_on: day of the change, where one day says it
-- counted_under_name: person it counts under, or counted under before

with

in_scope as (

    select
        scoped_spans.*,
        scoped_spans.from_on <= days.day_on and scoped_spans.to_on > days.day_on as is_now,
        scoped_spans.from_on <= days.before_on and scoped_spans.to_on > days.before_on as is_before
    from scoped_spans
    cross join adoption_days as days

),

both_ends as (

    select
        coalesce(later.account_id, earlier.account_id) as account_id,
        earlier.account_id is not null as was_in_scope,
        later.account_id is not null as is_in_scope,
        coalesce(earlier.is_eligible, false) as was_eligible,
        coalesce(later.is_eligible, false) as is_eligible,
        coalesce(earlier.is_key, false) as was_key,
        coalesce(later.is_key, false) as is_key,
        case when earlier.is_eligible then earlier.coverage else 'none' end as coverage_before,
        case when later.is_eligible then later.coverage else 'none' end as coverage_now,
        earlier.plan_id as plan_before_id,
        later.plan_id as plan_now_id,
        later.owned_from_on,
        earlier.owned_to_on,
        coalesce(later.counted_under_id, earlier.counted_under_id) as counted_under_id,
        coalesce(later.account_name, earlier.account_name) as account_name,
        coalesce(later.arr, earlier.arr) as arr
    from (select * from in_scope where is_now) as later
    full outer join (select * from in_scope where is_before) as earlier on earlier.account_id = later.account_id

),

moves as (

    select
        'eligible' as bar,
        both_ends.*,
        case when is_eligible then 1 else -1 end as change
    from both_ends
    where is_eligible <> was_eligible
    union all
    select
        'covered' as bar,
        both_ends.*,
        case when coverage_now <> 'none' then 1 else -1 end as change
    from both_ends
    where (coverage_now <> 'none') <> (coverage_before <> 'none')

)

select
    moves.bar,
    moves.account_id,
    coalesce(moves.account_name, 'no longer in view') as account_name,
    case
        when moves.is_eligible and not moves.was_in_scope then 'received'
        when moves.was_eligible and not moves.is_in_scope then 'handed over'
        when moves.is_eligible and not moves.was_eligible then 'became key'
        when moves.was_eligible and not moves.is_eligible and moves.is_key then 'deleted or merged'
        when moves.was_eligible and not moves.is_eligible then 'no longer key'
        when moves.change = 1 and moves.coverage_now = 'parent' then 'covered by parent gained'
        when moves.change = -1 and moves.coverage_before = 'parent' then 'covered by parent lost'
        when moves.change = 1 then 'plan added'
        when windows.ended_by = 'expired' then 'plan expired'
        else 'plan closed'
    end as bucket,
    moves.change,
    case
        when moves.is_eligible and not moves.was_in_scope then moves.owned_from_on
        when moves.was_eligible and not moves.is_in_scope then moves.owned_to_on
        when moves.is_eligible and not moves.was_eligible then greatest(accounts.became_key_on, accounts.created_on)
        when moves.was_eligible and not moves.is_eligible then null
        when moves.change = 1 and moves.coverage_now = 'own' then started.live_from_on
        when moves.change = -1 and moves.coverage_before = 'own' then windows.live_to_on
    end as happened_on,
    people.person_name as counted_under_name,
    moves.arr
from moves
left join accounts on accounts.account_id = moves.account_id
left join people on people.person_id = moves.counted_under_id
left join plans as windows on windows.plan_id = moves.plan_before_id
left join plans as started on started.plan_id = moves.plan_now_id
order by moves.bar nulls last, bucket nulls last, account_name nulls last, moves.account_id nulls last
