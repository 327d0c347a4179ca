-- How far the relationship with each key account had come at the end of each quarter (S55, S57), replayed.
-- What a contact stood for on a past day is the old value of the first change after it, and today's without one.
-- Past days before the first recorded change of any contact are unknown, and all of them without such a history.
-- grain: one row per key account that counts today, and replayed day
-- key: account_id, day_on
-- columns: account_id, quarter_label, is_today, rung
-- day_on: end of the quarter, or the day of the data
-- level: 0 to 4; null where the past cannot be told
-- is_level_unknown: the next level could not be judged on that day
-- thread_band: single, thin or ok; null where interactions do not reach back that far

with

recorded as (

    select
        record_id as contact_id,
        field,
        cast(changed_at as date) as changed_on,
        old_value,
        changed_at
    from stg_field_history
    where table_name = 'contacts' and field in ('influence', 'support', 'decision_role', 'is_active')

),

first_change as (

    select min(changed_on) as changed_on from recorded

),

first_touch as (

    select min(interaction_on) as touched_on from stg_interactions

),

undone as (

    select contact_id, day_on, field, old_value
    from (
        select
            recorded.contact_id,
            replay_days.day_on,
            recorded.field,
            lower(recorded.old_value) as old_value,
            row_number() over (
                partition by recorded.contact_id, replay_days.day_on, recorded.field
                order by recorded.changed_at nulls last
            ) as place
        from recorded
        inner join replay_days on recorded.changed_on > replay_days.day_on
    ) as later
    where place = 1

),

undone_once as (

    select
        contact_id,
        day_on,
        max(case when field = 'influence' then 1 else 0 end) = 1 as is_influence_undone,
        max(case when field = 'influence' then old_value end) as influence,
        max(case when field = 'support' then 1 else 0 end) = 1 as is_support_undone,
        max(case when field = 'support' then old_value end) as support,
        max(case when field = 'decision_role' then 1 else 0 end) = 1 as is_role_undone,
        max(case when field = 'decision_role' then old_value end) as decision_role,
        max(case when field = 'is_active' then old_value end) as is_active
    from undone
    group by contact_id, day_on

),

deal_buyers as (

    select distinct contact_id from stg_contact_roles where role = 'economic_buyer' and contact_id is not null

),

then_known as (

    select
        contacts.account_id,
        replay_days.day_on,
        case when undone.is_influence_undone then undone.influence else contacts.influence end as influence,
        case when undone.is_support_undone then undone.support else contacts.support end as support,
        deal_buyers.contact_id is not null
        or coalesce(
            ';' || replace(
                case when undone.is_role_undone then undone.decision_role else contacts.decision_role end, ' ', ''
            ) || ';' like '%;economic_buyer;%',
            false
        ) as is_economic_buyer,
        (contacts.leaving_on is null or contacts.leaving_on > replay_days.day_on)
        and case
            when undone.is_active is not null then undone.is_active = 'true'
            when contacts.is_active then true
            else not replay_days.is_today and contacts.leaving_on is not null
        end as is_here,
        coalesce(windows.is_thread, false) as is_thread,
        coalesce(windows.is_met, false) as is_met
    from stg_contacts as contacts
    inner join accounts on accounts.account_id = contacts.account_id and accounts.is_eligible
    cross join replay_days
    left join undone_once as undone on undone.contact_id = contacts.contact_id and undone.day_on = replay_days.day_on
    left join contact_windows as windows
        on windows.contact_id = contacts.contact_id and windows.day_on = replay_days.day_on
    left join deal_buyers on deal_buyers.contact_id = contacts.contact_id

),

counted as (

    select
        account_id,
        day_on,
        count(*) as contacts,
        count(*) filter (where influence = 'high') as high_influence_contacts,
        count(*) filter (where influence = 'high' and support in ('champion', 'supporter')) as supporters,
        count(*) filter (where is_economic_buyer) as economic_buyers,
        count(*) filter (where is_economic_buyer and is_met) as met_buyers,
        count(*) filter (where is_thread) as threads
    from then_known
    where is_here
    group by account_id, day_on

),

judged as (

    select
        rungs.account_id,
        replay_days.day_on,
        replay_days.quarter_label,
        replay_days.is_today,
        case
            when replay_days.is_today then rungs.level
            when rungs.level is null or coalesce(replay_days.day_on < first_change.changed_on, true) then null
            when counted.contacts is null then 0
            when counted.high_influence_contacts = 0 then 1
            when counted.supporters = 0 then 2
            when counted.met_buyers = 0 then 3
            else 4
        end as level,
        case
            when replay_days.is_today then rungs.is_level_unknown
            else
                rungs.level is null
                or coalesce(replay_days.day_on < first_change.changed_on, true)
                or (
                    coalesce(counted.supporters > 0, false)
                    and counted.economic_buyers > 0
                    and counted.met_buyers = 0
                    and coalesce(
                        date_diff('day', first_touch.touched_on, replay_days.day_on) < thresholds.meeting_days, true
                    )
                )
        end as is_level_unknown,
        case
            when replay_days.is_today then rungs.thread_band
            when rungs.thread_band is null then null
            when coalesce(date_diff('day', first_touch.touched_on, replay_days.day_on) < thresholds.thread_days, true)
                then null
            when coalesce(counted.threads, 0) <= 1 then 'single'
            when counted.threads = 2 then 'thin'
            else 'ok'
        end as thread_band
    from relationship_rungs as rungs
    inner join accounts on accounts.account_id = rungs.account_id and accounts.is_eligible
    cross join replay_days
    cross join first_change
    cross join first_touch
    cross join thresholds
    left join counted on counted.account_id = rungs.account_id and counted.day_on = replay_days.day_on

)

select
    account_id,
    day_on,
    quarter_label,
    is_today,
    level,
    is_level_unknown,
    coalesce('L' || cast(level as varchar), 'unknown') as rung,
    thread_band
from judged
order by account_id, day_on
