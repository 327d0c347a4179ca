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
        lambda word: word <> '' and allowed.contacts_decision_role(word, otherwise := null) is null
    ), 'string_agg', ', '), '') as decision_role_other,
    allowed.contacts_influence(influence) as influence,
    allowed.contacts_support(support) as support,
    allowed.contacts_health(health) as health,
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
    allowed.contacts_seniority(seniority) as seniority,
    case when allowed.contacts_influence(influence, otherwise := null) is null then influence end as influence_other,
    case when allowed.contacts_support(support, otherwise := null) is null then support end as support_other,
    case when allowed.contacts_health(health, otherwise := null) is null then health end as health_other
from exports.contacts
