-- What each account counted as, for every day: whose it was, whether it was key, and what covered it.
-- Any past day is answered by the one span that holds it, so trend, as-of view and bridge agree by construction.
-- grain: one row per ever-key account and time in which nothing changed
-- key: account_id, from_on
-- columns: account_id, from_on, to_on, coverage
-- region: region of its account today, wherever that has gone since
-- segment: likewise
-- owner_id: owner in that time
-- tenure_id: number of the account in the hands of that owner, by which the row rule finds it
-- counted_under_id: person it counts under: the rep, else the manager, else the single top; null without owner under several tops (C5)
-- is_unassigned: true when its territory is vacant in that time
-- is_key: true when key under the region's rule, or the flag where no rule holds (S3); never before key_since
-- key_reason: which rule or flag
-- is_eligible: key, and neither deleted nor merged nor still to be created (C5)
-- plan_id: its own live plan, the primary one where there are several (C4)
-- live_plans: its own live plans
-- parent_plan_id: live plan of the nearest account above, used only without one of its own
-- owned_from_on: first day of the unbroken time with this owner
-- owned_to_on: day after the last day with this owner

with

removed as (

    select
        accounts.account_id,
        cast(max(history.changed_at) as date) as removed_on
    from stg_accounts as accounts
    left join stg_field_history as history
        on history.table_name = 'accounts'
        and history.record_id = accounts.account_id
        and history.field in ('is_deleted', 'merged_into_id')
    where accounts.is_deleted or accounts.merged_into_id is not null
    group by accounts.account_id

),

rules as (

    select
        days.account_id,
        days.from_on,
        rules.min_arr,
        rules.min_employees,
        rules.rank_max,
        rules.uses_named_list,
        'rule of ' || rules.region || coalesce(' since ' || labels.day_label, '') as rule_name,
        row_number() over (
            partition by days.account_id, days.from_on order by rules.valid_from_on desc nulls last
        ) as place
    from account_days as days
    inner join stg_accounts as accounts on accounts.account_id = days.account_id
    inner join stg_key_account_rules as rules
        on rules.region = accounts.region
        and rules.valid_from_on <= days.from_on
        and (rules.valid_to_on is null or rules.valid_to_on >= days.from_on)
    left join day_labels as labels on labels.day_on = rules.valid_from_on

),

plans_of_day as (

    select
        days.account_id,
        days.from_on,
        windows.plan_id,
        count(*) over (partition by days.account_id, days.from_on) as live_plans,
        row_number() over (
            partition by days.account_id, days.from_on
            order by
                plan_preference.fits_class desc nulls last,
                plan_preference.changed_on desc nulls last,
                windows.plan_id nulls last
        ) as place
    from account_days as days
    inner join plan_windows as windows
        on windows.account_id = days.account_id
        and windows.live_from_on <= days.from_on
        and windows.live_to_on > days.from_on
    inner join plan_preference on plan_preference.plan_id = windows.plan_id

),

parent_plans as (

    select
        days.account_id,
        days.from_on,
        windows.plan_id,
        row_number() over (
            partition by days.account_id, days.from_on
            order by ancestors.levels nulls last, windows.plan_id nulls last
        ) as place
    from account_days as days
    inner join account_ancestors as ancestors on ancestors.account_id = days.account_id
    inner join plan_windows as windows
        on windows.account_id = ancestors.ancestor_id
        and windows.live_from_on <= days.from_on
        and windows.live_to_on > days.from_on

),

states as (

    select
        days.account_id,
        days.from_on,
        days.to_on,
        accounts.region,
        accounts.segment,
        owners.owner_id,
        owners.from_on as owned_from_on,
        owners.to_on as owned_to_on,
        people.is_rep and (people.is_active or people.end_on >= days.from_on) as has_rep,
        people.is_manager and people.is_active as has_manager,
        people.manager_id,
        case when people.is_active then people.person_id end as present_owner_id,
        (accounts.key_since_on is null or accounts.key_since_on <= days.from_on or flags.flag_reason is not null)
        and case
            when rules.rule_name is null then flags.flag_reason is not null
            else coalesce(
                accounts.arr * rates.rate_to_reporting >= rules.min_arr
                or accounts.employees >= rules.min_employees
                or accounts.account_rank <= rules.rank_max
                or (rules.uses_named_list and flags.flag_reason is not null),
                false
            )
        end as is_key,
        coalesce(rules.rule_name, flags.flag_reason) as key_reason,
        coalesce(accounts.created_on <= days.from_on, true) as is_created,
        not (accounts.is_deleted or accounts.merged_into_id is not null) or removed.removed_on > days.from_on
            as is_present,
        own.plan_id,
        cast(coalesce(own.live_plans, 0) as bigint) as live_plans,
        case when own.plan_id is null then parent_plans.plan_id end as parent_plan_id
    from account_days as days
    inner join stg_accounts as accounts on accounts.account_id = days.account_id
    cross join thresholds
    left join removed on removed.account_id = days.account_id
    left join currency_rates as rates on rates.currency = coalesce(accounts.currency, thresholds.reporting_currency)
    left join owner_spans as owners
        on owners.account_id = days.account_id and owners.from_on <= days.from_on and owners.to_on > days.from_on
    left join people on people.person_id = owners.owner_id
    left join key_flag_spans as flags
        on flags.account_id = days.account_id and flags.from_on <= days.from_on and flags.to_on > days.from_on
    left join rules on rules.account_id = days.account_id and rules.from_on = days.from_on and rules.place = 1
    left join plans_of_day as own on own.account_id = days.account_id and own.from_on = days.from_on and own.place = 1
    left join parent_plans
        on parent_plans.account_id = days.account_id
        and parent_plans.from_on = days.from_on
        and parent_plans.place = 1

)

select
    states.account_id,
    states.from_on,
    states.to_on,
    states.region,
    states.segment,
    states.owner_id,
    cast(dense_rank() over (order by states.owner_id nulls last, states.account_id nulls last) as integer) as tenure_id,
    case
        when states.has_rep then states.owner_id
        when states.has_manager then states.owner_id
        else coalesce(states.manager_id, top.person_id, states.present_owner_id)
    end as counted_under_id,
    not coalesce(states.has_rep, false) as is_unassigned,
    states.is_key,
    case when states.is_key then states.key_reason end as key_reason,
    states.is_key and states.is_created and coalesce(states.is_present, false) as is_eligible,
    states.plan_id,
    states.live_plans,
    states.parent_plan_id,
    case when states.plan_id is not null then 'own' when states.parent_plan_id is not null then 'parent' else 'none' end
        as coverage,
    states.owned_from_on,
    states.owned_to_on
from states
left join people as top on top.is_only_top
order by states.owner_id nulls last, states.account_id, states.from_on
