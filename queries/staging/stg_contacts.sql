-- Contacts as exported, renamed and classified.
-- grain: one row per contact
-- key: contact_id

select
    contact_id,
    account_id,
    nullif(trim(full_name), '') as full_name,
    nullif(trim(email), '') as email,
    nullif(trim(title), '') as title,
    nullif(trim(department), '') as department,
    buying_centre_id,
    decision_role,
    nullif(list_aggregate(list_filter(
        list_transform(string_split(decision_role, ';'), lambda word: trim(word)),
        lambda word: word <> '' and word not in ('economic_buyer', 'technical_buyer', 'user_buyer', 'decision_maker', 'champion', 'influencer', 'evaluator', 'exec_sponsor', 'procurement', 'admin', 'other')
    ), 'string_agg', ', '), '') as decision_role_other,
    case when influence in ('high', 'medium', 'low') then influence when influence is not null then 'other' end as influence,
    case when support in ('champion', 'supporter', 'neutral', 'opponent') then support when support is not null then 'other' end as support,
    case when health in ('good', 'neutral', 'poor') then health when health is not null then 'other' end as health,
    last_touch_date as last_touch_on,
    reports_to_id,
    departing as is_departing,
    nullif(trim(competitor_affinity), '') as competitor_affinity,
    coalesce(is_active, true) as is_active,
    leaving_on,
    successor_id,
    attributes_updated as attributes_updated_on,
    influence_sources,
    touch_owner_id,
    case when seniority in ('c_level', 'vp', 'director', 'manager', 'individual') then seniority when seniority is not null then 'other' end as seniority,
    case when influence not in ('high', 'medium', 'low') then influence end as influence_other,
    case when support not in ('champion', 'supporter', 'neutral', 'opponent') then support end as support_other,
    case when health not in ('good', 'neutral', 'poor') then health end as health_other
from exports.contacts
