-- How each aspect of the relationship with an account reads: good, fair, poor or unknown (S55 to S68).
-- grain: one row per account that is neither deleted nor merged
-- key: account_id
-- columns: account_id, reached_lobs, known_lobs, senior_lobs, rung_band, touch_band, buyer_band, power_band
-- columns: breadth_band, fill_band
-- age_band: good where the median age is within attribute_aged_days, poor beyond, unknown where nothing is dated
-- lacks_buyer_export: no export says who the economic buyer is

with

absent as (

    select count(*) filter (where table_name = 'contacts' and column_name = 'decision_role') > 0 as lacks_decision_role
    from absent_columns

),

centres as (

    select account_id, count(*) as known_lobs from stg_buying_centres where account_id is not null group by account_id

),

facts as (

    select
        rungs.account_id,
        rungs.level,
        rungs.is_level_unknown,
        rungs.thread_band,
        rungs.economic_buyers,
        rungs.is_economic_buyer_met,
        folk.reached_centres,
        folk.reached_departments,
        folk.judged_seniorities,
        folk.senior_centres,
        folk.power_contacts,
        folk.power_reached,
        folk.attribute_age_days,
        folk.asked_attributes,
        folk.known_attributes,
        centres.known_lobs,
        exported.has_contacts,
        exported.has_interactions,
        not exported.has_contacts
        or (not exported.has_contact_roles and absent.lacks_decision_role) as lacks_buyer_export
    from relationship_rungs as rungs
    cross join exported
    cross join absent
    left join account_people as folk on folk.account_id = rungs.account_id
    left join centres on centres.account_id = rungs.account_id

)

select
    facts.account_id,
    case when facts.known_lobs is not null then facts.reached_centres else facts.reached_departments end as reached_lobs,
    facts.known_lobs,
    case when facts.judged_seniorities > 0 and facts.known_lobs is not null then facts.senior_centres end as senior_lobs,
    facts.lacks_buyer_export,
    case
        when facts.level >= 3 then 'good'
        when facts.level is null or facts.is_level_unknown then 'unknown'
        when facts.level = 2 then 'fair'
        else 'poor'
    end as rung_band,
    case facts.thread_band when 'ok' then 'good' when 'thin' then 'fair' when 'single' then 'poor' else 'unknown' end
        as touch_band,
    case
        when facts.lacks_buyer_export then 'unknown'
        when coalesce(facts.economic_buyers, 0) = 0 then 'poor'
        when facts.is_economic_buyer_met is null then 'unknown'
        when facts.is_economic_buyer_met then 'good'
        else 'fair'
    end as buyer_band,
    case
        when not facts.has_contacts or not facts.has_interactions then 'unknown'
        when facts.power_reached = 0 then 'poor'
        when facts.power_reached = facts.power_contacts then 'good'
        else 'fair'
    end as power_band,
    case
        when not facts.has_contacts or facts.known_lobs is null then 'unknown'
        when facts.reached_centres >= facts.known_lobs then 'good'
        when facts.reached_centres * 2 >= facts.known_lobs then 'fair'
        else 'poor'
    end as breadth_band,
    case
        when facts.attribute_age_days <= thresholds.attribute_aged_days then 'good'
        when facts.attribute_age_days is not null then 'poor'
        else 'unknown'
    end as age_band,
    case
        when coalesce(facts.asked_attributes, 0) = 0 then 'unknown'
        when facts.known_attributes >= thresholds.fill_good_share * facts.asked_attributes then 'good'
        when facts.known_attributes >= thresholds.fill_fair_share * facts.asked_attributes then 'fair'
        else 'poor'
    end as fill_band
from facts
cross join thresholds
order by facts.account_id
