-- Key accounts within the filters with the health of their relationship, in the order picked (S55 to S69).
-- grain: one row per key account that counts
-- key: account_id
-- parameters: team, owner, region, segment
-- $rung: accounts on this rung alone; null means every rung
-- $person: accounts that count under this person alone; null means everyone
-- $under: accounts of this manager's people alone; null means everyone
-- $sort: renewal, arr, money or name; null means the weakest first
-- columns: account_id, account_name, person_name, arr, renewal_on, renewal_days, renewal_mark, level
-- columns: blocking_fact, is_aged, contacts, high_influence_contacts, champions, opponents
-- columns: has_economic_buyer, economic_buyer_met_on, poor_contacts, threads, thread_contact_name
-- columns: top_thread_share, reached_lobs, known_lobs, senior_contacts, senior_lobs, power_contacts, power_reached
-- columns: power_met_on, key_contacts, swayed_key_contacts, partner_only_contacts, nurture_contacts, nurture_planned
-- columns: build_contacts, build_planned, attribute_age_days
-- columns: competitor_friends, lacks_opponent, departures
-- columns: key_departures, open_departures, unjudged_departures
-- columns: unplaced_contacts, reporting_faults, promoters, detractors, nps_answers, nps
-- columns: nps_trend, buying_process_state, buying_process_on, team_roles, missing_team_roles
-- columns: open_amount, risk_act_amount, risk_watch_amount, renewal_amount
-- columns: fill_share
-- columns: weak_points, remedy
-- person_id: person it counts under
-- rung: L0 to L4, or unknown where no export tells of contacts (S55)
-- verified_share: verified_contacts / dated_contacts, 0 to 1 (S67)
-- urgency: act, watch or note, as relationship_urgencies judges; null without a weakness

select
    relationships.account_id,
    relationships.account_name,
    relationships.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    relationships.arr,
    relationships.renewal_on,
    relationships.renewal_days,
    relationships.renewal_mark,
    relationships.rung,
    relationships.level,
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
    relationships.competitor_friends,
    relationships.lacks_opponent,
    relationships.departures,
    relationships.key_departures,
    relationships.open_departures,
    relationships.unjudged_departures,
    relationships.unplaced_contacts,
    relationships.reporting_faults,
    relationships.promoters,
    relationships.detractors,
    relationships.nps_answers,
    relationships.nps,
    relationships.nps_trend,
    relationships.buying_process_state,
    relationships.buying_process_on,
    relationships.team_roles,
    relationships.missing_team_roles,
    relationships.open_amount,
    relationships.risk_act_amount,
    relationships.risk_watch_amount,
    relationships.renewal_amount,
    cast(relationships.known_attributes as double) / nullif(cast(relationships.asked_attributes as double), 0)
        as fill_share,
    cast(relationships.verified_contacts as double) / nullif(cast(relationships.dated_contacts as double), 0)
        as verified_share,
    urgencies.weak_points,
    urgencies.remedy,
    urgencies.urgency
from scoped_relationships as relationships
left join people on people.person_id = relationships.counted_under_id
left join relationship_urgencies as urgencies on urgencies.account_id = relationships.account_id
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
    case when $sort = 'money' then relationships.risk_act_amount end desc nulls last,
    case when $sort = 'money' then relationships.risk_watch_amount end desc nulls last,
    case when $sort = 'name' then relationships.account_name end nulls last,
    case urgencies.urgency when 'act' then 1 when 'watch' then 2 when 'note' then 3 else 4 end nulls last,
    relationships.arr desc nulls last,
    urgencies.weaknesses desc nulls last,
    relationships.account_name nulls last,
    relationships.account_id nulls last
