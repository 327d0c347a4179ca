-- Accounts of an AE that a 1:1 goes through: those with a live plan, and key accounts that should have one.
-- grain: one row per account with a live plan, or key account that counts
-- key: account_id
-- $owner: the AE; null means everyone the viewer may see
-- columns: account_id, account_name, arr, renewal_on, blocking_fact, blocked_since_on, reason_code, gap_days
-- columns: age_band, inspected_days, members, whitespace_value
-- open_amount: its open deals, of whatever category and quarter, in the reporting currency; null without one
-- plan_id: its live plan; null without one
-- state: rung of the plan-state ladder; null for an account that does not count
-- changed_on: last change of content of the live plan (C9)
-- inspected_on: last time a manager went through it (S22)
-- inspected_by_name: who did
-- is_inspected: true when that was in the last inspection_window_days; null without a reviews export
-- since_on: day from which its news are told
-- members_with_action: of these, with an open action in the plan
-- link: address of the plan itself

with

teams as (

    select account_id, count(*) as members, count(*) filter (where open_actions > 0) as members_with_action
    from account_members
    group by account_id

),

pipeline as (

    select account_id, sum(amount) as open_amount from open_deals group by account_id

)

select
    accounts.account_id,
    accounts.account_name,
    accounts.plan_id,
    accounts.arr,
    whitespace.whitespace_value,
    cast(pipeline.open_amount as decimal(18, 2)) as open_amount,
    accounts.renewal_on,
    plan_states.state,
    plan_states.blocking_fact,
    plan_states.blocked_since_on,
    plan_states.reason_code,
    plan_states.gap_days,
    plans.changed_on,
    plans.age_band,
    inspections.inspected_on,
    inspections.inspected_days,
    case when inspections.inspected_by_id is not null then coalesce(people.person_name, 'a colleague') end
        as inspected_by_name,
    case
        when accounts.plan_id is not null and exported.has_plan_reviews
            then coalesce(inspections.inspected_days < thresholds.inspection_window_days, false)
    end as is_inspected,
    case
        when accounts.plan_id is not null
            then coalesce(inspections.inspected_on, export_run.as_of_on - cast(thresholds.news_days as integer))
    end as since_on,
    case when accounts.plan_id is not null and exported.has_plan_actions then cast(coalesce(teams.members, 0) as bigint) end
        as members,
    case
        when accounts.plan_id is not null and exported.has_plan_actions
            then cast(coalesce(teams.members_with_action, 0) as bigint)
    end as members_with_action,
    plans.link
from accounts
cross join exported
cross join export_run
cross join thresholds
left join plan_states on plan_states.account_id = accounts.account_id
left join plans on plans.plan_id = accounts.plan_id
left join plan_inspections as inspections on inspections.plan_id = accounts.plan_id
left join people on people.person_id = inspections.inspected_by_id
left join account_whitespace as whitespace on whitespace.account_id = accounts.account_id
left join pipeline on pipeline.account_id = accounts.account_id
left join teams on teams.account_id = accounts.account_id
where ($owner is null or accounts.counted_under_id = $owner) and (accounts.is_eligible or accounts.plan_id is not null)
order by
    case when accounts.plan_id is null then 1 else 0 end nulls last,
    inspections.inspected_on nulls first,
    accounts.arr desc nulls last,
    accounts.account_id nulls last
