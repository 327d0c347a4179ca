-- Every account that is neither deleted nor merged, as it stands on the day of the data.
-- grain: one row per account
-- key: account_id
-- columns: account_id, account_name, owner_name, is_unassigned, segment, region, industry, country, employees
-- columns: annual_revenue, arr, is_arr_unconverted, account_rank, parent_id, is_key, key_reason, is_flagged_only
-- columns: became_key_on, owned_from_on, is_inherited, coverage, live_plans, parent_plan_id, created_on
-- columns: customer_since_on, renewal_on, health, health_updated_on, health_score, health_score_updated_on
-- columns: last_activity_on, plan_waived_until_on, plan_waiver_reason, is_owner_replayed, is_key_replayed
-- columns: record_file, line_number
-- machine_health: poor, neutral or good by health_score (S115); null without a score
-- owner_id: owner as exported; null where nobody is named
-- counted_under_id: person it counts under: the rep, else the manager, else the single top; null without owner under several tops (C5)
-- type: customer, prospect, former, partner or other
-- currency: currency of the exported amounts
-- is_eligible: counts in the denominator of coverage (C5)
-- plan_id: its live plan, the primary one of several (C4)

with

today as (

    select account_spans.*
    from account_spans
    cross join export_run
    where account_spans.from_on <= export_run.as_of_on and account_spans.to_on > export_run.as_of_on

),

key_spans as (

    select
        account_id,
        from_on,
        is_key and not lag(is_key) over (partition by account_id order by from_on nulls last) as is_start
    from account_spans

),

key_starts as (

    select key_spans.account_id, max(key_spans.from_on) as became_key_on
    from key_spans
    cross join export_run
    where key_spans.is_start and key_spans.from_on <= export_run.as_of_on
    group by key_spans.account_id

),

top as (

    select person_id from people where is_only_top

)

select
    accounts.account_id,
    coalesce(accounts.account_name, accounts.account_id) as account_name,
    accounts.owner_id,
    coalesce(owners.person_name, accounts.owner_id) as owner_name,
    coalesce(
        today.counted_under_id,
        case when owners.is_active and (owners.is_rep or owners.is_manager) then owners.person_id else owners.manager_id end,
        top.person_id,
        case when owners.is_active then owners.person_id end
    ) as counted_under_id,
    coalesce(today.is_unassigned, not (owners.is_rep and owners.is_active), true) as is_unassigned,
    accounts.type,
    accounts.segment,
    accounts.region,
    accounts.industry,
    accounts.country,
    accounts.employees,
    accounts.annual_revenue,
    cast(accounts.arr * rates.rate_to_reporting as decimal(18, 2)) as arr,
    coalesce(accounts.currency, thresholds.reporting_currency) as currency,
    accounts.arr is not null and rates.currency is null as is_arr_unconverted,
    accounts.account_rank,
    accounts.parent_id,
    coalesce(today.is_key, false) as is_key,
    today.key_reason,
    coalesce(accounts.is_key_account and not today.is_key, false) as is_flagged_only,
    coalesce(today.is_eligible, false) as is_eligible,
    key_starts.became_key_on,
    case when today.owned_from_on > cast('1900-01-01' as date) then today.owned_from_on end as owned_from_on,
    coalesce(
        date_diff('day', today.owned_from_on, export_run.as_of_on) between 0 and thresholds.inherited_days, false
    ) as is_inherited,
    coalesce(today.coverage, 'none') as coverage,
    today.plan_id,
    coalesce(today.live_plans, 0) as live_plans,
    today.parent_plan_id,
    accounts.created_on,
    accounts.customer_since_on,
    accounts.renewal_on,
    accounts.health,
    accounts.health_updated_on,
    accounts.health_score,
    case
        when accounts.health_score < thresholds.health_poor_below then 'poor'
        when accounts.health_score < thresholds.health_good_from then 'neutral'
        when accounts.health_score is not null then 'good'
    end as machine_health,
    accounts.health_score_updated_on,
    accounts.last_activity_on,
    accounts.plan_waived_until_on,
    accounts.plan_waiver_reason,
    owner_spans.is_replayed as is_owner_replayed,
    coalesce(flags.is_replayed, today.key_reason like 'rule of %', false) as is_key_replayed,
    accounts.record_file,
    accounts.line_number
from stg_accounts as accounts
cross join export_run
cross join thresholds
left join top on true
left join people as owners on owners.person_id = accounts.owner_id
left join today on today.account_id = accounts.account_id
left join key_starts on key_starts.account_id = accounts.account_id
left join owner_spans
    on owner_spans.account_id = accounts.account_id and owner_spans.to_on = cast('9999-12-31' as date)
left join key_flag_spans as flags
    on flags.account_id = accounts.account_id and flags.to_on = cast('9999-12-31' as date)
left join currency_rates as rates on rates.currency = coalesce(accounts.currency, thresholds.reporting_currency)
where not accounts.is_deleted and accounts.merged_into_id is null
order by accounts.owner_id nulls last, accounts.account_id
