-- How far the relationship with each account has come (S55), and how many threads hold it (S57).
-- A level needs all lower ones; an input that no export carries stops the climb as unknown.
-- grain: one row per account
-- key: account_id
-- columns: account_id, blocking_fact, high_influence_contacts, high_influence_supporters, thread_band
-- level: 0 no contact, 1 contacts, 2 one with high influence, 3 a high-influence champion or supporter, 4 also the economic buyer met lately; null without a contacts export
-- is_level_unknown: true when the next level cannot be judged for lack of an export
-- missing_export: export that would tell the next level; null when none is missing
-- is_aged: true when what levels 2 and 3 rest on was recorded over attribute_aged_days ago; null when not dated, and below level 2
-- contacts: active contacts
-- opponents: active contacts who are against us
-- economic_buyers: active contacts who are economic buyers
-- economic_buyer_met_on: last meeting of one with a named person of ours
-- economic_buyer_met_by_id: that person
-- is_economic_buyer_met: true when within meeting_days; null without an interactions export
-- threads: contacts in two-way touch in the last thread_days; null without an interactions export
-- top_thread_share: share of the busiest contact in those interactions, 0 to 1; null without any

with

absent as (

    select
        count(*) filter (where table_name = 'contacts' and column_name = 'influence') > 0 as lacks_influence,
        count(*) filter (where table_name = 'contacts' and column_name = 'support') > 0 as lacks_support,
        count(*) filter (where table_name = 'contacts' and column_name = 'decision_role') > 0 as lacks_decision_role,
        count(*) filter (where table_name = 'interactions' and column_name = 'kind') > 0 as lacks_kind
    from absent_columns

),

counted as (

    select
        account_id,
        count(*) as contacts,
        count(*) filter (where influence = 'high') as high_influence_contacts,
        count(*) filter (where influence = 'high' and support in ('champion', 'supporter'))
            as high_influence_supporters,
        count(*) filter (where support = 'opponent') as opponents,
        count(*) filter (where is_economic_buyer) as economic_buyers,
        min(attributes_days) filter (where influence = 'high') as influence_days,
        min(attributes_days) filter (where influence = 'high' and support in ('champion', 'supporter'))
            as supporter_days,
        count(*) filter (where is_thread) as threads,
        max(interactions) as top_interactions,
        sum(interactions) as interactions
    from contact_activity
    where presence <> 'left'
    group by account_id

),

met as (

    select
        account_id,
        met_on,
        met_by_id,
        row_number() over (partition by account_id order by met_on desc nulls last, contact_id nulls last) as place
    from contact_activity
    where presence <> 'left' and is_economic_buyer and met_on is not null

),

facts as (

    select
        accounts.account_id,
        exported.has_contacts,
        coalesce(counted.contacts, 0) as contacts,
        coalesce(counted.high_influence_contacts, 0) as high_influence_contacts,
        coalesce(counted.high_influence_supporters, 0) as high_influence_supporters,
        coalesce(counted.opponents, 0) as opponents,
        coalesce(counted.economic_buyers, 0) as economic_buyers,
        coalesce(counted.threads, 0) as threads,
        cast(counted.top_interactions as double) / nullif(cast(counted.interactions as double), 0)
            as top_thread_share,
        counted.influence_days,
        counted.supporter_days,
        met.met_on,
        days.day_label as met_label,
        met.met_by_id,
        exported.has_interactions,
        absent.lacks_influence,
        absent.lacks_support,
        absent.lacks_decision_role and not exported.has_contact_roles as lacks_roles,
        absent.lacks_kind,
        date_diff('day', met.met_on, export_run.as_of_on) <= thresholds.meeting_days as is_met,
        thresholds.attribute_aged_days,
        thresholds.meeting_days
    from accounts
    cross join exported
    cross join absent
    cross join export_run
    cross join thresholds
    left join counted on counted.account_id = accounts.account_id
    left join met on met.account_id = accounts.account_id and met.place = 1
    left join day_labels as days on days.day_on = met.met_on

),

levels as (

    select
        *,
        case
            when contacts = 0 then 0
            when high_influence_contacts = 0 then 1
            when high_influence_supporters = 0 then 2
            when not coalesce(is_met, false) then 3
            else 4
        end as level
    from facts

),

stops as (

    select
        *,
        case
            when not has_contacts then 'contacts'
            when level = 1 and lacks_influence then 'contacts'
            when level = 2 and lacks_support then 'contacts'
            when level = 3 and economic_buyers = 0 and lacks_roles then 'contact_roles'
            when level = 3 and economic_buyers > 0 and not has_interactions then 'interactions'
            when level = 3 and economic_buyers > 0 and lacks_kind then 'interactions'
        end as missing_export
    from levels

)

select
    account_id,
    case when has_contacts then cast(level as integer) end as level,
    missing_export is not null as is_level_unknown,
    case
        when not has_contacts then 'unknown: no contacts export'
        when level = 0 then 'nobody known'
        when level = 1 and lacks_influence then 'unknown: the contacts export has no influence'
        when level = 1 then 'no senior contact'
        when level = 2 and lacks_support then 'unknown: the contacts export has no support'
        when level = 2 then 'no senior supporter'
        when level = 3 and economic_buyers = 0 and lacks_roles
            then 'unknown: no export says who the economic buyer is'
        when level = 3 and economic_buyers = 0 then 'economic buyer unknown'
        when level = 3 and not has_interactions then 'unknown: no interactions export'
        when level = 3 and lacks_kind then 'unknown: the interactions export has no kind'
        when level = 3 and met_on is null then 'economic buyer never met'
        when level = 3 then 'economic buyer last met ' || coalesce('on ' || met_label, 'long ago')
    end as blocking_fact,
    missing_export,
    case
        when has_contacts and level >= 3 then supporter_days > attribute_aged_days
        when has_contacts and level = 2 then influence_days > attribute_aged_days
    end as is_aged,
    case when has_contacts then cast(contacts as bigint) end as contacts,
    case when has_contacts then cast(high_influence_contacts as bigint) end as high_influence_contacts,
    case when has_contacts then cast(high_influence_supporters as bigint) end as high_influence_supporters,
    case when has_contacts then cast(opponents as bigint) end as opponents,
    case when has_contacts then cast(economic_buyers as bigint) end as economic_buyers,
    met_on as economic_buyer_met_on,
    met_by_id as economic_buyer_met_by_id,
    case when has_contacts and has_interactions then coalesce(is_met, false) end as is_economic_buyer_met,
    case when has_contacts and has_interactions then cast(threads as bigint) end as threads,
    case
        when not has_contacts or not has_interactions then null
        when threads <= 1 then 'single'
        when threads = 2 then 'thin'
        else 'ok'
    end as thread_band,
    top_thread_share
from stops
order by account_id
