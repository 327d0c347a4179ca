-- Accounts as exported, renamed and classified.
-- grain: one row per account, deleted and merged ones marked
-- key: account_id

select
    account_id,
    nullif(trim(account_name), '') as account_name,
    parent_id,
    ultimate_parent_id,
    owner_id,
    allowed.accounts_type(type) as type,
    is_key_account,
    account_rank,
    allowed.accounts_segment(segment) as segment,
    nullif(trim(industry), '') as industry,
    nullif(trim(region), '') as region,
    nullif(trim(country), '') as country,
    case when employees >= 0 then employees end as employees,
    annual_revenue,
    arr,
    upper(nullif(trim(currency), '')) as currency,
    customer_since as customer_since_on,
    renewal_date as renewal_on,
    allowed.accounts_health(health) as health,
    health_score,
    last_activity_date as last_activity_on,
    coalesce(is_deleted, false) as is_deleted,
    merged_into_id,
    created_date as created_on,
    key_since as key_since_on,
    plan_waived_until as plan_waived_until_on,
    nullif(trim(plan_waiver_reason), '') as plan_waiver_reason,
    health_updated as health_updated_on,
    health_score_updated as health_score_updated_on,
    record_file,
    record_number,
    line_number
from exports.accounts
