-- Touch with each contact in the days before a day: how much, whether it went both ways (S57), and meetings (S55).
-- Both ways is a two-way interaction, a meeting or call without direction, or an inbound and an outbound one.
-- grain: one row per contact and replayed day with an interaction in the thread_days or a meeting in the meeting_days before it
-- key: contact_id, day_on
-- columns: contact_id, is_today
-- day_on: the day, itself included
-- interactions: interactions in the last thread_days
-- is_thread: touch went both ways in that time
-- is_met: a meeting with a named person of ours in the last meeting_days

with

reach as (

    select
        replay_days.day_on,
        replay_days.is_today,
        thresholds.thread_days,
        thresholds.meeting_days,
        greatest(thresholds.thread_days, thresholds.meeting_days) as longest_days
    from replay_days
    cross join thresholds

),

near as (

    select
        interactions.contact_id,
        reach.day_on,
        reach.is_today,
        interactions.kind,
        interactions.direction,
        people.person_id is not null as is_ours,
        date_diff('day', interactions.interaction_on, reach.day_on) <= reach.thread_days as is_lately,
        date_diff('day', interactions.interaction_on, reach.day_on) <= reach.meeting_days as is_meeting_lately
    from stg_interactions as interactions
    inner join reach
        on interactions.interaction_on <= reach.day_on
        and interactions.interaction_on >= reach.day_on - cast(reach.longest_days as integer)
    left join people on people.person_id = interactions.person_id

)

select
    contact_id,
    day_on,
    is_today,
    count(*) filter (where is_lately) as interactions,
    count(*) filter (where is_lately and direction = 'two_way') > 0
    or count(*) filter (
        where is_lately and kind in ('meeting', 'call') and (direction is null or direction = 'other')
    ) > 0
    or (
        count(*) filter (where is_lately and direction = 'inbound') > 0
        and count(*) filter (where is_lately and direction = 'outbound') > 0
    ) as is_thread,
    count(*) filter (where is_meeting_lately and is_ours and kind = 'meeting') > 0 as is_met
from near
group by contact_id, day_on, is_today
