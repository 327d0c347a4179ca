-- What is weak about the relationship with an account, each in words with what to do about it (S55 to S68).
-- Only what an export tells: unknown is no weakness. At an account where nobody is known that says it all.
-- grain: one row per account and weakness
-- key: account_id, place
-- columns: account_id, remedy
-- place: order, the most urgent first; the first five are about people in reach of power, the rest about what we know
-- weakness: what is weak

with

known as (

    select account_relationships.*, thresholds.meeting_days
    from account_relationships
    cross join thresholds
    where account_relationships.contacts > 0

),

found as (

    select
        account_id,
        1 as place,
        cast(open_departures as varchar) || case when open_departures = 1 then ' key person' else ' key people' end
        || ' leaving, no successor met' as weakness,
        'Meet a successor' as remedy
    from account_relationships
    where open_departures > 0
    union all
    select
        account_id,
        2,
        case when threads = 0 then 'nobody in touch' else 'one contact only: ' || coalesce(thread_contact_name, 'no name') end,
        case when threads = 0 then 'Call a contact' else 'Meet a second contact' end
    from known
    where thread_band = 'single'
    union all
    select account_id, 3, 'nobody known', 'Find a first contact'
    from account_relationships
    where level = 0
    union all
    select
        account_id,
        3,
        blocking_fact,
        case when level = 1 then 'Find out who decides' else 'Win a senior supporter' end
    from known
    where level in (1, 2) and not is_level_unknown
    union all
    select
        account_id,
        4,
        case
            when buyer_band = 'poor' then 'economic buyer unknown'
            else 'economic buyer not met in ' || cast(meeting_days as varchar) || ' days'
        end,
        case when buyer_band = 'poor' then 'Find out who signs' else 'Meet the economic buyer' end
    from known
    where buyer_band in ('poor', 'fair')
    union all
    select account_id, 5, 'no decision-maker met', 'Meet a decision-maker'
    from known
    where power_band = 'poor' and power_contacts > 0
    union all
    select
        account_id,
        6,
        cast(reached_lobs as varchar) || ' of ' || cast(known_lobs as varchar) || ' buying centres reached',
        'Ask for an introduction to another buying centre'
    from known
    where breadth_band = 'poor'
    union all
    select
        account_id,
        7,
        'NPS ' || case when nps < 0 then '−' else '' end || cast(cast(round(abs(nps)) as integer) as varchar) || ' from '
        || cast(nps_answers as varchar) || ' answers',
        'Ask what went wrong'
    from known
    where nps_band = 'poor'
    union all
    select
        account_id,
        8,
        'contacts last reviewed ' || cast(cast(attribute_age_days as integer) as varchar) || ' days ago',
        'Review the contacts'
    from known
    where age_band = 'poor'
    union all
    select
        account_id,
        9,
        'contact data '
        || cast(cast(round(
            cast(known_attributes as double) / nullif(cast(asked_attributes as double), 0) * 100
        ) as integer) as varchar)
        || ' % complete',
        'Complete the contacts'
    from known
    where fill_band = 'poor'

)

select account_id, cast(place as integer) as place, weakness, remedy
from found
order by account_id, place
