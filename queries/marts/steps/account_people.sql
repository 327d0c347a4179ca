-- What an account's people add up to, counted over those who are still there (S53 to S69); 0 where an account has none.
-- Without a contacts export there is no row at all: what no export tells is null to whoever joins this, never zero.
-- grain: one row per account that is neither deleted nor merged
-- key: account_id
-- columns: account_id, verified_contacts, key_contacts, swayed_key_contacts, departures, key_departures
-- columns: open_departures, unjudged_departures, reporting_faults
-- champions: champions
-- poor_contacts: contacts whose relationship with us is judged poor (S54)
-- thread_contact_name: the one in two-way touch, where it is exactly one (S57)
-- asked_attributes: four for each contact: role, influence, support, health
-- known_attributes: of these, told (C7)
-- dated_contacts: contacts whose attributes are dated
-- attribute_age_days: median age of what is dated, in days; null where nothing is
-- reached_centres: buying centres with a contact
-- reached_departments: departments with a contact
-- judged_seniorities: contacts whose seniority is known
-- senior_contacts: of these, director or higher (S56)
-- senior_centres: buying centres with one of them
-- power_contacts: contacts with high influence and champions (S58)
-- power_reached: of these, with our named owner and a meeting on record
-- power_met_on: last meeting with one of them
-- partner_only_contacts: of these, reached through a partner alone (S65)
-- nurture_contacts: high influence, champion or supporter: to be kept (S66)
-- nurture_planned: of these, with an open dated action about them
-- build_contacts: high influence, neither champion nor supporter: to be won (S66)
-- build_planned: of these, with an open dated action about them
-- opposing_contacts: opponents and those who speak up for a competitor
-- competitor_friends: those who speak up for a competitor (S62)
-- inactive_contacts: people who left, kept out of every other count but departures
-- roleless_contacts: people who are there, without any part in a purchase
-- centreless_contacts: people who are there, without a buying centre where the account has some
-- unplaced_contacts: people a map leaves out for at least one of those reasons

with

aged as (

    select
        account_id,
        attributes_days,
        row_number() over (partition by account_id order by attributes_days nulls last, contact_id nulls last) as place,
        count(*) over (partition by account_id) as dated
    from contact_facts
    where presence <> 'left' and attributes_days is not null

),

medians as (

    select
        account_id,
        cast(floor(cast(sum(attributes_days) as double) / nullif(count(*), 0)) as bigint) as attribute_age_days
    from aged
    where place * 2 between dated and dated + 2
    group by account_id

),

facts as (

    select
        *,
        presence <> 'left' as is_there,
        presence <> 'left' and (influence = 'high' or support = 'champion') as is_power,
        presence <> 'left' and influence = 'high' and support in ('champion', 'supporter') as is_ours,
        presence <> 'left' and influence = 'high' and coalesce(support, 'none') not in ('champion', 'supporter') as is_open
    from contact_facts

),

asked as (

    select accounts.account_id from accounts inner join exported on exported.has_contacts

)

select
    asked.account_id,
    count(*) filter (where is_there and support = 'champion') as champions,
    count(*) filter (where is_there and health = 'poor') as poor_contacts,
    case
        when count(*) filter (where is_there and is_thread) = 1
            then max(contact_name) filter (where is_there and is_thread)
    end as thread_contact_name,
    4 * count(*) filter (where is_there) as asked_attributes,
    cast(coalesce(sum(known_attributes) filter (where is_there), 0) as bigint) as known_attributes,
    count(attributes_days) filter (where is_there) as dated_contacts,
    count(*) filter (where is_there and not is_aged) as verified_contacts,
    max(medians.attribute_age_days) as attribute_age_days,
    count(distinct buying_centre_id) filter (where is_there) as reached_centres,
    count(distinct department) filter (where is_there) as reached_departments,
    count(is_senior) filter (where is_there) as judged_seniorities,
    count(*) filter (where is_there and is_senior) as senior_contacts,
    count(distinct buying_centre_id) filter (where is_there and is_senior) as senior_centres,
    count(*) filter (where is_power) as power_contacts,
    count(*) filter (where is_power and touch_owner_id is not null and met_on is not null) as power_reached,
    max(met_on) filter (where is_power) as power_met_on,
    count(*) filter (where is_there and is_key_person) as key_contacts,
    count(*) filter (where is_there and is_key_person and is_swayed) as swayed_key_contacts,
    count(*) filter (where is_partner_only) as partner_only_contacts,
    count(*) filter (where is_ours) as nurture_contacts,
    count(*) filter (where is_ours and next_action_on is not null) as nurture_planned,
    count(*) filter (where is_open) as build_contacts,
    count(*) filter (where is_open and next_action_on is not null) as build_planned,
    count(*) filter (where is_there and (support = 'opponent' or competitor_affinity is not null)) as opposing_contacts,
    count(*) filter (where is_there and competitor_affinity is not null) as competitor_friends,
    count(*) filter (where is_departure) as departures,
    count(*) filter (where is_departure and is_key_person) as key_departures,
    count(*) filter (where is_departure_open) as open_departures,
    count(*) filter (where contact_id is not null and is_departure_open is null) as unjudged_departures,
    count(*) filter (where presence = 'left') as inactive_contacts,
    count(*) filter (where is_there and unplaced_because like '%no role%') as roleless_contacts,
    count(*) filter (where is_there and unplaced_because like '%no buying centre%') as centreless_contacts,
    count(unplaced_because) as unplaced_contacts,
    count(reporting_fault) as reporting_faults
from asked
left join facts on facts.account_id = asked.account_id
left join medians on medians.account_id = asked.account_id
group by asked.account_id
order by asked.account_id
