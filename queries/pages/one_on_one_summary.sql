-- An AE's 1:1 in numbers: plans gone through lately, overdue and re-dated actions, members without an action.
-- grain: one row per AE with an account that is asked about
-- key: person_id
-- $owner: the AE; null means everyone the viewer may see
-- columns: open_actions, overdue_actions, member_share
-- person_id: the AE
-- live_plans: live plans on their accounts
-- inspected_plans: of these, gone through in the last inspection_window_days (S22); null without a reviews export
-- inspected_plan_share: inspected_plans / live_plans, 0 to 1
-- uncovered_accounts: key accounts without cover
-- overdue_share: overdue_actions / open_actions, 0 to 1
-- median_overdue_days: days overdue of the middle one; null without any
-- redated_actions: of the open, due on another day than first planned
-- undated_actions: of the open, without a due day
-- timed_actions: actions done in the last on_time_days whose first due day is known; null without an actions export
-- on_time_share: of these, done by that day, 0 to 1 (S88)
-- members: people on the teams of these accounts who need an action (S85); null without an actions export
-- members_with_action: of these, with an open one

with

asked as (

    select
        accounts.account_id,
        accounts.counted_under_id as person_id,
        accounts.plan_id,
        coalesce(inspections.inspected_days < thresholds.inspection_window_days, false) as is_inspected,
        plan_states.reason_code is not null as is_uncovered
    from accounts
    cross join thresholds
    left join plan_states on plan_states.account_id = accounts.account_id
    left join plan_inspections as inspections on inspections.plan_id = accounts.plan_id
    where ($owner is null or accounts.counted_under_id = $owner)
        and (accounts.is_eligible or accounts.plan_id is not null)

),

plan_counts as (

    select
        person_id,
        count(plan_id) as live_plans,
        count(plan_id) filter (where is_inspected) as inspected_plans,
        count(*) filter (where is_uncovered) as uncovered_accounts
    from asked
    group by person_id

),

actions as (

    select
        asked.person_id,
        questions.is_open,
        questions.is_overdue,
        questions.overdue_days,
        questions.has_when,
        questions.is_redated,
        questions.is_on_time,
        row_number() over (
            partition by asked.person_id, questions.is_overdue
            order by questions.overdue_days nulls last, questions.action_id nulls last
        ) as overdue_place,
        count(*) over (partition by asked.person_id, questions.is_overdue) as overdue_count
    from asked
    inner join action_questions as questions on questions.plan_id = asked.plan_id

),

action_counts as (

    select
        person_id,
        count(*) filter (where is_open) as open_actions,
        count(*) filter (where is_overdue) as overdue_actions,
        sum(overdue_days) filter (
            where is_overdue and overdue_place * 2 between overdue_count and overdue_count + 2
        ) as middle_days,
        count(*) filter (
            where is_overdue and overdue_place * 2 between overdue_count and overdue_count + 2
        ) as middle_actions,
        count(*) filter (where is_open and is_redated) as redated_actions,
        count(*) filter (where is_open and not has_when) as undated_actions,
        count(is_on_time) as timed_actions,
        count(*) filter (where is_on_time) as on_time_actions
    from actions
    group by person_id

),

member_counts as (

    select
        asked.person_id,
        count(*) as members,
        count(*) filter (where members.open_actions > 0) as members_with_action
    from asked
    inner join account_members as members on members.account_id = asked.account_id
    where asked.plan_id is not null
    group by asked.person_id

)

select
    plan_counts.person_id,
    cast(plan_counts.live_plans as bigint) as live_plans,
    case when exported.has_plan_reviews then cast(plan_counts.inspected_plans as bigint) end as inspected_plans,
    case
        when exported.has_plan_reviews
            then cast(plan_counts.inspected_plans as double) / nullif(cast(plan_counts.live_plans as double), 0)
    end as inspected_plan_share,
    cast(plan_counts.uncovered_accounts as bigint) as uncovered_accounts,
    case when exported.has_plan_actions then cast(coalesce(action_counts.open_actions, 0) as bigint) end as open_actions,
    case when exported.has_plan_actions then cast(coalesce(action_counts.overdue_actions, 0) as bigint) end as overdue_actions,
    case
        when exported.has_plan_actions
            then cast(action_counts.overdue_actions as double) / nullif(cast(action_counts.open_actions as double), 0)
    end as overdue_share,
    cast(action_counts.middle_days as double) / nullif(cast(action_counts.middle_actions as double), 0)
        as median_overdue_days,
    case when exported.has_plan_actions then cast(coalesce(action_counts.redated_actions, 0) as bigint) end as redated_actions,
    case when exported.has_plan_actions then cast(coalesce(action_counts.undated_actions, 0) as bigint) end as undated_actions,
    case when exported.has_plan_actions then cast(coalesce(action_counts.timed_actions, 0) as bigint) end as timed_actions,
    cast(action_counts.on_time_actions as double) / nullif(cast(action_counts.timed_actions as double), 0) as on_time_share,
    case when exported.has_plan_actions then cast(coalesce(member_counts.members, 0) as bigint) end as members,
    case when exported.has_plan_actions then cast(coalesce(member_counts.members_with_action, 0) as bigint) end
        as members_with_action,
    case
        when exported.has_plan_actions
            then cast(member_counts.members_with_action as double) / nullif(cast(member_counts.members as double), 0)
    end as member_share
from plan_counts
cross join exported
left join action_counts on action_counts.person_id = plan_counts.person_id
left join member_counts on member_counts.person_id = plan_counts.person_id
order by plan_counts.person_id nulls last
