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
-- columns: missing_team_roles, open_amount, risk_amount, renewal_amount, rung_band, touch_band, buyer_band
-- columns: power_band, breadth_band, nps_band, fill_band
-- rung: L0 to L4, or unknown where no export tells of contacts (S55)
-- age_band: good where the median age is within attribute_aged_days, poor beyond, unknown where nothing is dated

with

absent as (

    select
        count(*) filter (where table_name = 'contacts' and column_name = 'decision_role') > 0 as lacks_decision_role,
        count(*) filter (where table_name = 'contacts' and column_name = 'competitor_affinity') > 0 as lacks_affinity,
        count(*) filter (where table_name = 'contacts' and column_name = 'support') > 0 as lacks_support
    from absent_columns

),

centres as (

    select account_id, count(*) as known_lobs from stg_buying_centres where account_id is not null group by account_id

),

surveys as (

    select
        account_id,
        count(*) filter (where nps_window = 'now') as nps_answers,
        count(*) filter (where nps_window = 'now' and standing = 'promoter') as promoters,
        count(*) filter (where nps_window = 'now' and standing = 'detractor') as detractors,
        count(*) filter (where nps_window = 'before') as answers_before,
        count(*) filter (where nps_window = 'before' and standing = 'promoter') as promoters_before,
        count(*) filter (where nps_window = 'before' and standing = 'detractor') as detractors_before
    from nps_answers
    where is_latest_in_window
    group by account_id

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
        sum(amount) filter (where is_at_risk) as risk_amount
    from opportunity_risks
    group by account_id

),

renewals as (

    select account_id, sum(amount) as renewal_amount
    from opportunities
    where not is_closed and type = 'renewal' and account_id is not null
    group by account_id

),

teams as (

    select
        team.account_id,
        max(case when team.team_role = 'SA' then 1 else 0 end) as has_sa,
        max(case when team.team_role = 'CSM' then 1 else 0 end) as has_csm,
        max(case when team.team_role = 'RM' then 1 else 0 end) as has_rm,
        max(case when team.team_role = 'AE' then 1 else 0 end) as has_ae,
        max(case when team.team_role = 'PARTNER' then 1 else 0 end) as has_channel
    from stg_account_team as team
    left join people on people.person_id = team.person_id
    where coalesce(people.is_active, true)
    group by team.account_id

),

counted as (

    select
        accounts.account_id,
        accounts.account_name,
        accounts.counted_under_id,
        accounts.is_eligible,
        accounts.region,
        accounts.segment,
        accounts.arr,
        accounts.renewal_on,
        date_diff('day', export_run.as_of_on, accounts.renewal_on) as renewal_days,
        accounts.plan_id,
        accounts.is_unassigned,
        export_run.as_of_on,
        thresholds.renewal_close_days,
        thresholds.renewal_mark_days,
        thresholds.attribute_aged_days,
        thresholds.fill_good_share,
        thresholds.fill_fair_share,
        coalesce(surveys.nps_answers, 0) as nps_answers,
        coalesce(surveys.promoters, 0) as promoters,
        coalesce(surveys.detractors, 0) as detractors,
        case
            when surveys.nps_answers >= thresholds.nps_min_answers
                then
                    100.0
                    * (cast(surveys.promoters - surveys.detractors as double) / nullif(surveys.nps_answers, 0))
        end as nps,
        case
            when surveys.answers_before >= thresholds.nps_min_answers
                then
                    100.0
                    * (
                        cast(surveys.promoters_before - surveys.detractors_before as double)
                        / nullif(surveys.answers_before, 0)
                    )
        end as nps_before
    from accounts
    cross join export_run
    cross join thresholds
    left join surveys on surveys.account_id = accounts.account_id

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
        when counted.renewal_days <= counted.renewal_close_days then 'act'
        when counted.renewal_days <= counted.renewal_mark_days then 'watch'
        else 'later'
    end as renewal_mark,
    coalesce('L' || cast(rungs.level as varchar), 'unknown') as rung,
    rungs.level,
    rungs.is_level_unknown,
    rungs.blocking_fact,
    rungs.is_aged,
    rungs.contacts,
    rungs.high_influence_contacts,
    case when exported.has_contacts then cast(coalesce(folk.champions, 0) as bigint) end as champions,
    rungs.opponents,
    case
        when rungs.economic_buyers > 0 then true
        when exported.has_contacts and (exported.has_contact_roles or not absent.lacks_decision_role) then false
    end as has_economic_buyer,
    rungs.economic_buyer_met_on,
    case when exported.has_contacts then cast(coalesce(folk.poor_contacts, 0) as bigint) end as poor_contacts,
    rungs.threads,
    rungs.thread_band,
    folk.thread_contact_name,
    rungs.top_thread_share,
    case
        when not exported.has_contacts then null
        when centres.known_lobs is not null then cast(coalesce(folk.reached_centres, 0) as bigint)
        else cast(coalesce(folk.reached_departments, 0) as bigint)
    end as reached_lobs,
    centres.known_lobs,
    case when folk.judged_seniorities > 0 then folk.senior_contacts end as senior_contacts,
    case when folk.judged_seniorities > 0 and centres.known_lobs is not null then folk.senior_centres end as senior_lobs,
    case when exported.has_contacts then cast(coalesce(folk.power_contacts, 0) as bigint) end as power_contacts,
    case
        when exported.has_contacts and exported.has_interactions then cast(coalesce(folk.power_reached, 0) as bigint)
    end as power_reached,
    folk.power_met_on,
    case when exported.has_contacts then cast(coalesce(folk.key_contacts, 0) as bigint) end as key_contacts,
    case when exported.has_contacts then cast(coalesce(folk.swayed_key_contacts, 0) as bigint) end as swayed_key_contacts,
    case
        when exported.has_contacts and exported.has_contact_influences and exported.has_interactions
            then cast(coalesce(folk.partner_only_contacts, 0) as bigint)
    end as partner_only_contacts,
    case when exported.has_contacts then cast(coalesce(folk.nurture_contacts, 0) as bigint) end as nurture_contacts,
    case
        when exported.has_contacts and exported.has_plan_actions then cast(coalesce(folk.nurture_planned, 0) as bigint)
    end as nurture_planned,
    case when exported.has_contacts then cast(coalesce(folk.build_contacts, 0) as bigint) end as build_contacts,
    case
        when exported.has_contacts and exported.has_plan_actions then cast(coalesce(folk.build_planned, 0) as bigint)
    end as build_planned,
    folk.attribute_age_days,
    case when exported.has_contacts then cast(coalesce(folk.dated_contacts, 0) as bigint) end as dated_contacts,
    case when exported.has_contacts then cast(coalesce(folk.verified_contacts, 0) as bigint) end as verified_contacts,
    case when exported.has_contacts then cast(coalesce(folk.known_attributes, 0) as bigint) end as known_attributes,
    case when exported.has_contacts then cast(coalesce(folk.asked_attributes, 0) as bigint) end as asked_attributes,
    case
        when exported.has_contacts and not absent.lacks_affinity then cast(coalesce(folk.competitor_friends, 0) as bigint)
    end as competitor_friends,
    case when exported.has_contacts then cast(coalesce(folk.opposing_contacts, 0) as bigint) end as opposing_contacts,
    coalesce(whitespace.competitor_cells > 0, false) or rivals.account_id is not null as is_competitive,
    case
        when not exported.has_contacts or (absent.lacks_affinity and absent.lacks_support) then null
        else
            (coalesce(whitespace.competitor_cells > 0, false) or rivals.account_id is not null)
            and rungs.contacts > 0
            and coalesce(folk.opposing_contacts, 0) = 0
    end as lacks_opponent,
    case when exported.has_contacts then cast(coalesce(folk.departures, 0) as bigint) end as departures,
    case when exported.has_contacts then cast(coalesce(folk.key_departures, 0) as bigint) end as key_departures,
    case when exported.has_contacts then cast(coalesce(folk.open_departures, 0) as bigint) end as open_departures,
    case when exported.has_contacts then cast(coalesce(folk.unjudged_departures, 0) as bigint) end as unjudged_departures,
    case when exported.has_contacts then cast(coalesce(folk.inactive_contacts, 0) as bigint) end as inactive_contacts,
    case when exported.has_contacts then cast(coalesce(folk.roleless_contacts, 0) as bigint) end as roleless_contacts,
    case when exported.has_contacts then cast(coalesce(folk.centreless_contacts, 0) as bigint) end as centreless_contacts,
    case when exported.has_contacts then cast(coalesce(folk.unplaced_contacts, 0) as bigint) end as unplaced_contacts,
    case when exported.has_contacts then cast(coalesce(folk.reporting_faults, 0) as bigint) end as reporting_faults,
    case when exported.has_nps then counted.promoters end as promoters,
    case when exported.has_nps then counted.detractors end as detractors,
    case when exported.has_nps then counted.nps_answers end as nps_answers,
    counted.nps,
    counted.nps_before,
    case
        when counted.nps > counted.nps_before then 'up'
        when counted.nps < counted.nps_before then 'down'
        when counted.nps = counted.nps_before then 'level'
    end as nps_trend,
    case when exported.has_plan_sections and counted.plan_id is not null then coalesce(sections.state, 'none') end
        as buying_process_state,
    sections.updated_on as buying_process_on,
    case
        when exported.has_account_team
            then
                case when counted.is_unassigned and coalesce(teams.has_ae, 0) = 0 then 0 else 1 end
                + coalesce(teams.has_sa, 0)
                + coalesce(teams.has_csm, 0)
                + coalesce(teams.has_rm, 0)
                + coalesce(teams.has_channel, 0)
    end as team_roles,
    case
        when exported.has_account_team
            then nullif(
                concat_ws(
                    ', ',
                    case when counted.is_unassigned and coalesce(teams.has_ae, 0) = 0 then 'AE' end,
                    case when coalesce(teams.has_sa, 0) = 0 then 'SA' end,
                    case when coalesce(teams.has_csm, 0) = 0 then 'CSM' end,
                    case when coalesce(teams.has_rm, 0) = 0 then 'renewals manager' end,
                    case when coalesce(teams.has_channel, 0) = 0 then 'channel' end
                ),
                ''
            )
    end as missing_team_roles,
    cast(money.open_amount as decimal(18, 2)) as open_amount,
    cast(money.risk_amount as decimal(18, 2)) as risk_amount,
    cast(renewals.renewal_amount as decimal(18, 2)) as renewal_amount,
    case
        when rungs.level >= 3 then 'good'
        when rungs.level is null or rungs.is_level_unknown then 'unknown'
        when rungs.level = 2 then 'fair'
        else 'poor'
    end as rung_band,
    case rungs.thread_band when 'ok' then 'good' when 'thin' then 'fair' when 'single' then 'poor' else 'unknown' end
        as touch_band,
    case
        when not exported.has_contacts or (not exported.has_contact_roles and absent.lacks_decision_role) then 'unknown'
        when coalesce(rungs.economic_buyers, 0) = 0 then 'poor'
        when rungs.is_economic_buyer_met is null then 'unknown'
        when rungs.is_economic_buyer_met then 'good'
        else 'fair'
    end as buyer_band,
    case
        when not exported.has_contacts or not exported.has_interactions then 'unknown'
        when coalesce(folk.power_reached, 0) = 0 then 'poor'
        when folk.power_reached = folk.power_contacts then 'good'
        else 'fair'
    end as power_band,
    case
        when not exported.has_contacts or centres.known_lobs is null then 'unknown'
        when coalesce(folk.reached_centres, 0) >= centres.known_lobs then 'good'
        when coalesce(folk.reached_centres, 0) * 2 >= centres.known_lobs then 'fair'
        else 'poor'
    end as breadth_band,
    case
        when counted.nps > 0 then 'good'
        when counted.nps = 0 then 'fair'
        when counted.nps < 0 then 'poor'
        else 'unknown'
    end as nps_band,
    case
        when folk.attribute_age_days <= counted.attribute_aged_days then 'good'
        when folk.attribute_age_days is not null then 'poor'
        else 'unknown'
    end as age_band,
    case
        when coalesce(folk.asked_attributes, 0) = 0 then 'unknown'
        when folk.known_attributes >= counted.fill_good_share * folk.asked_attributes then 'good'
        when folk.known_attributes >= counted.fill_fair_share * folk.asked_attributes then 'fair'
        else 'poor'
    end as fill_band
from counted
cross join exported
cross join absent
inner join relationship_rungs as rungs on rungs.account_id = counted.account_id
inner join account_whitespace as whitespace on whitespace.account_id = counted.account_id
left join account_people as folk on folk.account_id = counted.account_id
left join centres on centres.account_id = counted.account_id
left join rivals on rivals.account_id = counted.account_id
left join money on money.account_id = counted.account_id
left join renewals on renewals.account_id = counted.account_id
left join teams on teams.account_id = counted.account_id
left join stg_plan_sections as sections
    on sections.plan_id = counted.plan_id and sections.section = 'buying_process'
order by counted.account_id
