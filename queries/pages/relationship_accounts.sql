-- Key accounts within the filters with the health of their relationship, in the order picked (S55 to S69).
-- grain: one row per key account that counts
-- key: account_id
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- $rung: accounts on this rung alone; null means every rung
-- $person: accounts that count under this person alone; null means everyone
-- $under: accounts of this manager's people alone; null means everyone
-- $sort: renewal, arr, money or name; null means the weakest first
-- account_id: the account
-- account_name: its name, or its id
-- person_id: person it counts under
-- person_name: their name
-- arr: yearly spend with us in the reporting currency
-- renewal_on: next renewal
-- renewal_days: days until then; below zero once passed
-- renewal_mark: act within renewal_close_days, watch within renewal_mark_days, passed, later or no date
-- rung: L0 to L4, or unknown where no export tells of contacts (S55)
-- level: 0 to 4; null is unknown
-- is_level_unknown: the next level cannot be judged for lack of an export
-- blocking_fact: what keeps it from the next level; null at level 4
-- is_aged: what levels 2 and 3 rest on was recorded too long ago
-- contacts: people who are there
-- high_influence_contacts: of these, with high influence
-- champions: of these, champions
-- opponents: of these, against us
-- has_economic_buyer: one is known; null where no export says who it is
-- economic_buyer_met_on: last meeting with one
-- poor_contacts: people whose relationship with us is judged poor (S54)
-- threads: people in two-way touch in the last thread_days (S57); null without interactions
-- thread_band: single, thin or ok; null is unknown
-- thread_contact_name: the one person in touch, where it is exactly one
-- top_thread_share: share of the busiest contact in all touch, 0 to 1
-- reached_lobs: lines of business with a contact; departments where no list of buying centres is known (S56)
-- known_lobs: lines of business known; null without a list
-- senior_contacts: directors and higher; null where no seniority is known
-- senior_lobs: lines of business with one; null where no seniority or no list is known
-- power_contacts: high influence or champion (S58)
-- power_reached: of these, with our named owner and a meeting on record; null without interactions
-- power_met_on: last meeting with one
-- key_contacts: high influence, champion or economic buyer
-- swayed_key_contacts: of these, with a voice from outside on record (S61)
-- partner_only_contacts: of these, reached through a partner alone (S65); null where no export tells
-- nurture_contacts: high influence and for us (S66)
-- nurture_planned: of these, with an open dated action; null without actions
-- build_contacts: high influence and not for us yet (S66)
-- build_planned: of these, with an open dated action; null without actions
-- attribute_age_days: median age of what is recorded of people (S67)
-- dated_contacts: people whose attributes are dated
-- verified_contacts: of these, judged within attribute_aged_days (S67)
-- known_attributes: role, influence, support and health told (C7)
-- asked_attributes: four per contact
-- competitor_friends: people who speak up for a competitor (S62)
-- opposing_contacts: these and opponents
-- is_competitive: a competitor holds a cell or is named in an open deal
-- lacks_opponent: competitive, with people on record and nobody recorded against us: worth a check (S62)
-- departures: people who leave soon or left lately
-- key_departures: of these, key people
-- open_departures: of those, without a successor in touch (S63)
-- unjudged_departures: of those, where no export tells of touch
-- inactive_contacts: people who left
-- roleless_contacts: people without a part in a purchase
-- centreless_contacts: people without a buying centre where there are some
-- unplaced_contacts: people no map can place for one of those reasons
-- reporting_faults: people whose reporting line leads back to themselves (S60)
-- promoters: of the latest answers of 12 months (S59); null without an nps export
-- detractors: likewise
-- nps_answers: latest answers of 12 months
-- nps: 100 x (promoters - detractors) / answers; null below nps_min_answers
-- nps_before: the same for the 12 months before
-- nps_trend: up, down or level against the 12 months before; null where either is not known
-- buying_process_state: empty, started or complete in the live plan, none where it has no such part; null without sections or plan (S69)
-- buying_process_on: last change of that part
-- team_roles: how many of rep, SA, CSM, renewals manager and channel work on it (S68); null without a team export
-- missing_team_roles: those nobody fills, in words; null where none is missing or no export tells
-- open_amount: open Best Case, Most Likely and Commit deals in the reporting currency; null without one that can be converted
-- risk_amount: of it, at relationship risk (S106)
-- renewal_amount: open renewals in the reporting currency
-- rung_band: good from level 3, fair at 2, poor below, unknown
-- touch_band: good for three threads, fair for two, poor for one or none, unknown
-- buyer_band: good where the economic buyer was met lately, fair where one is known, poor where none is, unknown
-- power_band: good where all power is reached, fair for some, poor for none or where nobody has power, unknown
-- breadth_band: good where every line of business is reached, fair from half, poor below, unknown without a list
-- nps_band: good above 0, fair at 0, poor below, unknown below nps_min_answers
-- age_band: good where the median age is within attribute_aged_days, poor beyond, unknown where nothing is dated
-- fill_band: good from fill_good_share, fair from fill_fair_share, poor below, unknown without contacts
-- fill_share: known_attributes / asked_attributes, 0 to 1 (C7)
-- verified_share: verified_contacts / dated_contacts, 0 to 1 (S67)

select
    relationships.account_id,
    relationships.account_name,
    relationships.counted_under_id as person_id,
    coalesce(people.person_name, 'Nobody named') as person_name,
    relationships.arr,
    relationships.renewal_on,
    relationships.renewal_days,
    relationships.renewal_mark,
    relationships.rung,
    relationships.level,
    relationships.is_level_unknown,
    relationships.blocking_fact,
    relationships.is_aged,
    relationships.contacts,
    relationships.high_influence_contacts,
    relationships.champions,
    relationships.opponents,
    relationships.has_economic_buyer,
    relationships.economic_buyer_met_on,
    relationships.poor_contacts,
    relationships.threads,
    relationships.thread_band,
    relationships.thread_contact_name,
    relationships.top_thread_share,
    relationships.reached_lobs,
    relationships.known_lobs,
    relationships.senior_contacts,
    relationships.senior_lobs,
    relationships.power_contacts,
    relationships.power_reached,
    relationships.power_met_on,
    relationships.key_contacts,
    relationships.swayed_key_contacts,
    relationships.partner_only_contacts,
    relationships.nurture_contacts,
    relationships.nurture_planned,
    relationships.build_contacts,
    relationships.build_planned,
    relationships.attribute_age_days,
    relationships.dated_contacts,
    relationships.verified_contacts,
    relationships.known_attributes,
    relationships.asked_attributes,
    relationships.competitor_friends,
    relationships.opposing_contacts,
    relationships.is_competitive,
    relationships.lacks_opponent,
    relationships.departures,
    relationships.key_departures,
    relationships.open_departures,
    relationships.unjudged_departures,
    relationships.inactive_contacts,
    relationships.roleless_contacts,
    relationships.centreless_contacts,
    relationships.unplaced_contacts,
    relationships.reporting_faults,
    relationships.promoters,
    relationships.detractors,
    relationships.nps_answers,
    relationships.nps,
    relationships.nps_before,
    relationships.nps_trend,
    relationships.buying_process_state,
    relationships.buying_process_on,
    relationships.team_roles,
    relationships.missing_team_roles,
    relationships.open_amount,
    relationships.risk_amount,
    relationships.renewal_amount,
    relationships.rung_band,
    relationships.touch_band,
    relationships.buyer_band,
    relationships.power_band,
    relationships.breadth_band,
    relationships.nps_band,
    relationships.age_band,
    relationships.fill_band,
    cast(relationships.known_attributes as double) / nullif(cast(relationships.asked_attributes as double), 0)
        as fill_share,
    cast(relationships.verified_contacts as double) / nullif(cast(relationships.dated_contacts as double), 0)
        as verified_share
from scoped_relationships as relationships
left join people on people.person_id = relationships.counted_under_id
where
    ($rung is null or relationships.rung = $rung)
    and ($person is null or relationships.counted_under_id = $person)
    and (
        $under is null
        or exists (
            select 1
            from reports
            where reports.manager_id = $under and reports.person_id = relationships.counted_under_id
        )
    )
order by
    case when $sort = 'renewal' then case when relationships.renewal_days >= 0 then 0 else 1 end end nulls last,
    case when $sort = 'renewal' then relationships.renewal_on end nulls last,
    case when $sort = 'arr' then relationships.arr end desc nulls last,
    case when $sort = 'money' then relationships.risk_amount end desc nulls last,
    case when $sort = 'name' then relationships.account_name end nulls last,
    relationships.level nulls last,
    relationships.threads nulls last,
    relationships.arr desc nulls last,
    relationships.account_name nulls last,
    relationships.account_id nulls last
