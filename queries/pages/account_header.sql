-- One account as the Account page introduces it: who, how much, since when, how well, and where its plan stands.
-- grain: one row per account
-- key: account_id
-- parameters: account
-- columns: account_id, account_name, is_unassigned, segment, region, industry, country, employees, is_key
-- columns: key_reason, is_flagged_only, arr, is_arr_unconverted, renewal_on, contract_days, as_of_on
-- columns: health_updated_on, health_score, health_score_updated_on, state_place, blocking_fact, blocked_since_on
-- columns: reason_code, gap_days, plan_type, changed_on, changed_source, changed_days, age_band, inspected_on
-- columns: trigger_on, trigger_kind, trigger_note
-- parent_name: name of the account above; null without one, or where the viewer may not see it
-- owner_name: the owner's name; null where nobody is named
-- owner_role: the owner's role in the users export; null where unknown
-- team_name: the owner's team
-- counted_under_name: person it counts under
-- type: customer, prospect, former, partner or other
-- became_key_on: first day of its present or last time as a key account; null when always, never or unknown
-- tenure_months: whole months since then (S40); null without a win on record
-- health: human judgement: good, neutral or poor
-- machine_health: the score as good, neutral or poor
-- is_health_split: people and machine are two bands apart (S115); null where one is missing
-- state: rung of the plan-state ladder; null for an account that does not count
-- plan_id: its live plan, else the plan or draft that comes closest
-- is_plan_live: true when that plan is live
-- link: address of the plan itself
-- is_private: texts only for its owner and the managers above (S13)
-- live_plans: live plans of its own; more than one means duplicates (C4)
-- shared_with_customer_on: day the plan was shown to the customer

with

wins as (

    select
        opportunities.account_id,
        min(coalesce(opportunities.closed_on, opportunities.close_on)) as first_won_on
    from opportunities
    cross join export_run
    where opportunities.is_won
        and coalesce(opportunities.closed_on, opportunities.close_on) <= export_run.as_of_on
        and ($account is null or opportunities.account_id = $account)
    group by opportunities.account_id

)

select
    accounts.account_id,
    accounts.account_name,
    parents.account_name as parent_name,
    accounts.owner_name,
    owners.role as owner_role,
    owners.team_name,
    counted_under.person_name as counted_under_name,
    accounts.is_unassigned,
    accounts.type,
    accounts.segment,
    accounts.region,
    accounts.industry,
    accounts.country,
    accounts.employees,
    accounts.is_key,
    accounts.key_reason,
    accounts.is_flagged_only,
    accounts.became_key_on,
    accounts.arr,
    accounts.is_arr_unconverted,
    cast(
        (extract(year from export_run.as_of_on) - extract(year from wins.first_won_on)) * 12
        + extract(month from export_run.as_of_on) - extract(month from wins.first_won_on)
        - case when extract(day from export_run.as_of_on) < extract(day from wins.first_won_on) then 1 else 0 end
        as bigint
    ) as tenure_months,
    accounts.renewal_on,
    date_diff('day', export_run.as_of_on, accounts.renewal_on) as contract_days,
    export_run.as_of_on,
    accounts.health,
    accounts.health_updated_on,
    accounts.health_score,
    accounts.health_score_updated_on,
    accounts.machine_health,
    case
        when accounts.health is not null and accounts.machine_health is not null
            then (accounts.health = 'good' and accounts.machine_health = 'poor')
                or (accounts.health = 'poor' and accounts.machine_health = 'good')
    end as is_health_split,
    plan_states.state,
    plan_states.state_place,
    plan_states.blocking_fact,
    plan_states.blocked_since_on,
    plan_states.reason_code,
    plan_states.gap_days,
    plans.plan_id,
    plans.is_live as is_plan_live,
    plans.plan_type,
    plans.link,
    plans.is_private,
    accounts.live_plans,
    plan_states.changed_on,
    case when plan_states.changed_on is not null then plans.changed_source end as changed_source,
    case when plan_states.changed_on is not null then plans.changed_days end as changed_days,
    plan_states.age_band,
    plan_states.inspected_on,
    plan_states.trigger_on,
    plan_states.trigger_what as trigger_kind,
    plan_states.trigger_note,
    plans.shared_with_customer_on
from accounts
cross join export_run
left join accounts as parents on parents.account_id = accounts.parent_id
left join people as owners on owners.person_id = accounts.owner_id
left join people as counted_under on counted_under.person_id = accounts.counted_under_id
left join wins on wins.account_id = accounts.account_id
left join plan_states on plan_states.account_id = accounts.account_id
left join plans on plans.plan_id = coalesce(accounts.plan_id, plan_states.plan_id)
left join people as plan_owners on plan_owners.person_id = plans.owner_id
left join people as sponsors on sponsors.person_id = plans.exec_sponsor_id
where $account is null or accounts.account_id = $account
order by accounts.account_name nulls last, accounts.account_id nulls last
