-- Relationships of the key accounts within the filters.
-- grain: one row per key account that counts
-- key: account_id
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- account_id: the account
-- account_name: its name, or its id
-- counted_under_id: person it counts under (C5)
-- is_eligible: key account that counts
-- region: its region
-- segment: its segment
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

select relationships.*
from account_relationships as relationships
where
    relationships.is_eligible
    and ($owner is null or relationships.counted_under_id = $owner)
    and (
        $team is null
        or exists (
            select 1
            from reports
            where reports.manager_id = $team and reports.person_id = relationships.counted_under_id
        )
    )
    and ($region is null or relationships.region = $region)
    and ($segment is null or relationships.segment = $segment)
