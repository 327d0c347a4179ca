-- The health of the relationship with each account in one row, ready to be filtered, listed and added up (S55 to S69).
-- What no export tells is null, never zero.
-- grain: one row per account that is neither deleted nor merged
-- key: account_id
-- columns: account_id, account_name, counted_under_id, is_eligible, region, segment, arr, renewal_on, renewal_days
-- columns: renewal_mark, level, is_level_unknown, blocking_fact, is_aged, contacts, high_influence_contacts
-- columns: champions, opponents, has_economic_buyer, economic_buyer_met_on, poor_contacts, threads, thread_band
-- columns: thread_contact_name, top_thread_share, reached_lobs, known_lobs, senior_contacts, senior_lobs
-- columns: power_contacts, power_reached, power_met_on, key_contacts, swayed_key_contacts, partner_only_contacts
-- columns: nurture_contacts, nurture_planned, build_contacts, build_planned, attribute_age_days, dated_contacts
-- columns: verified_contacts, known_attributes, asked_attributes, competitor_friends, opposing_contacts
-- columns: is_competitive, lacks_opponent, departures, key_departures, open_departures, unjudged_departures
-- columns: inactive_contacts, roleless_contacts, centreless_contacts, unplaced_contacts, reporting_faults, promoters
-- columns: detractors, nps_answers, nps, nps_before, nps_trend, buying_process_state, buying_process_on, team_roles
-- columns: missing_team_roles, open_amount, risk_act_amount, risk_watch_amount, renewal_amount, rung_band, touch_band, buyer_band
-- columns: power_band, breadth_band, nps_band, fill_band
-- rung: L0 to L4, or unknown where no export tells of contacts (S55)
-- age_band: good where the median age is within attribute_aged_days, poor beyond, unknown where nothing is dated

with

absent as (

    select
        count(*) filter (where table_name = 'contacts' and column_name = 'competitor_affinity') > 0 as lacks_affinity,
        count(*) filter (where table_name = 'contacts' and column_name = 'support') > 0 as lacks_support
    from absent_columns

),

rivals as (

    select distinct account_id
    from opportunities
    where not is_closed and competitor is not null and account_id is not null

),

money as (

    select
        account_id,
        sum(amount) as open_amount,
        sum(amount) filter (where risk_state = 'act') as risk_act_amount,
        sum(amount) filter (where risk_state = 'watch') as risk_watch_amount
    from opportunity_risks
    group by account_id

),

renewals as (

    select account_id, sum(amount) as renewal_amount
    from opportunities
    where not is_closed and type = 'renewal' and account_id is not null
    group by account_id

),

counted as (

    select
        accounts.*,
        date_diff('day', export_run.as_of_on, accounts.renewal_on) as renewal_days,
        coalesce(whitespace.competitor_cells > 0, false) or rivals.account_id is not null as is_competitive
    from accounts
    cross join export_run
    inner join account_whitespace as whitespace on whitespace.account_id = accounts.account_id
    left join rivals on rivals.account_id = accounts.account_id

)

select
    counted.account_id,
    counted.account_name,
    counted.counted_under_id,
    counted.is_eligible,
    counted.region,
    counted.segment,
    counted.arr,
    counted.renewal_on,
    counted.renewal_days,
    case
        when counted.renewal_on is null then 'no date'
        when counted.renewal_days < 0 then 'passed'
        when counted.renewal_days <= thresholds.renewal_close_days then 'act'
        when counted.renewal_days <= thresholds.renewal_mark_days then 'watch'
        else 'later'
    end as renewal_mark,
    coalesce('L' || cast(rungs.level as varchar), 'unknown') as rung,
    rungs.level,
    rungs.is_level_unknown,
    rungs.blocking_fact,
    rungs.is_aged,
    rungs.contacts,
    rungs.high_influence_contacts,
    folk.champions,
    rungs.opponents,
    case when rungs.economic_buyers > 0 then true when not bands.lacks_buyer_export then false end
        as has_economic_buyer,
    rungs.economic_buyer_met_on,
    folk.poor_contacts,
    rungs.threads,
    rungs.thread_band,
    folk.thread_contact_name,
    rungs.top_thread_share,
    bands.reached_lobs,
    bands.known_lobs,
    case when folk.judged_seniorities > 0 then folk.senior_contacts end as senior_contacts,
    bands.senior_lobs,
    folk.power_contacts,
    case when exported.has_interactions then folk.power_reached end as power_reached,
    folk.power_met_on,
    folk.key_contacts,
    folk.swayed_key_contacts,
    case when exported.has_contact_influences and exported.has_interactions then folk.partner_only_contacts end
        as partner_only_contacts,
    folk.nurture_contacts,
    case when exported.has_plan_actions then folk.nurture_planned end as nurture_planned,
    folk.build_contacts,
    case when exported.has_plan_actions then folk.build_planned end as build_planned,
    folk.attribute_age_days,
    folk.dated_contacts,
    folk.verified_contacts,
    folk.known_attributes,
    folk.asked_attributes,
    case when not absent.lacks_affinity then folk.competitor_friends end as competitor_friends,
    folk.opposing_contacts,
    counted.is_competitive,
    case
        when exported.has_contacts and not (absent.lacks_affinity and absent.lacks_support)
            then counted.is_competitive and rungs.contacts > 0 and folk.opposing_contacts = 0
    end as lacks_opponent,
    folk.departures,
    folk.key_departures,
    folk.open_departures,
    folk.unjudged_departures,
    folk.inactive_contacts,
    folk.roleless_contacts,
    folk.centreless_contacts,
    folk.unplaced_contacts,
    folk.reporting_faults,
    surveys.promoters,
    surveys.detractors,
    surveys.nps_answers,
    surveys.nps,
    surveys.nps_before,
    surveys.nps_trend,
    case when exported.has_plan_sections and counted.plan_id is not null then coalesce(sections.state, 'none') end
        as buying_process_state,
    sections.updated_on as buying_process_on,
    teams.team_roles,
    teams.missing_team_roles,
    cast(money.open_amount as decimal(18, 2)) as open_amount,
    cast(money.risk_act_amount as decimal(18, 2)) as risk_act_amount,
    cast(money.risk_watch_amount as decimal(18, 2)) as risk_watch_amount,
    cast(renewals.renewal_amount as decimal(18, 2)) as renewal_amount,
    bands.rung_band,
    bands.touch_band,
    bands.buyer_band,
    bands.power_band,
    bands.breadth_band,
    surveys.nps_band,
    bands.age_band,
    bands.fill_band
from counted
cross join exported
cross join absent
cross join thresholds
inner join relationship_rungs as rungs on rungs.account_id = counted.account_id
inner join relationship_bands as bands on bands.account_id = counted.account_id
inner join account_nps as surveys on surveys.account_id = counted.account_id
left join account_people as folk on folk.account_id = counted.account_id
left join account_teams as teams on teams.account_id = counted.account_id
left join money on money.account_id = counted.account_id
left join renewals on renewals.account_id = counted.account_id
left join stg_plan_sections as sections
    on sections.plan_id = counted.plan_id and sections.section = 'buying_process'
order by counted.account_id
