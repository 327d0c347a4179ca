-- What coaching questions are asked about: the plan, its actions, team, renewal, people and risks, one line per account.
-- What no export carries is null, and so asks nothing.
-- grain: one row per account that is neither deleted nor merged
-- key: account_id
-- columns: account_id, plan_id, health, trigger_on, trigger_note
-- machine_health: poor, neutral or good by health_score (S115)
-- state: rung of the plan-state ladder
-- trigger_what: what overtook the plan, in words
-- contract_days: days until the contract ends
-- open_actions: open actions of its plan; null without a plan or the export, like the next three
-- dated_actions: of these, with owner and date
-- complete_actions: of these, that say all five: what, how, who, when, with which support
-- overdue_actions: of these, late
-- members: people on its team; null like open_actions
-- members_with_action: of these, with an open action
-- preparers: renewals managers on the team with an open action; null where the team has none
-- departures: key people leaving without a successor in touch; null where there are none
-- risks: risks its plan names; null without a plan or the export, like the next two
-- mitigated_risks: of these, with an action
-- horizons: of short, medium and long, how many have a risk

with

counted as (

    select
        plan_id,
        count(*) filter (where is_open) as open_actions,
        count(*) filter (where is_open and has_who and has_when) as dated_actions,
        count(*) filter (where is_open and answered_questions = 5) as complete_actions,
        count(*) filter (where is_overdue) as overdue_actions
    from action_questions
    group by plan_id

),

teams as (

    select account_id, count(*) as members, count(*) filter (where open_actions > 0) as members_with_action
    from account_members
    group by account_id

),

renewals_managers as (

    select
        team.account_id,
        count(distinct team.person_id) filter (where members.open_actions > 0) as preparers
    from stg_account_team as team
    left join account_members as members
        on members.account_id = team.account_id and members.person_id = team.person_id
    where team.team_role = 'RM' and team.person_id is not null
    group by team.account_id

),

leaving as (

    select account_id, count(*) as departures
    from contact_facts
    where is_departure_open
    group by account_id

),

worked_risks as (

    select distinct plan_id, about_id
    from stg_plan_actions
    where about_kind = 'risk' and status in ('open', 'done')

),

named_risks as (

    select
        accounts.account_id,
        count(risks.risk_id) as risks,
        count(worked_risks.about_id) as mitigated_risks,
        count(distinct case when risks.horizon in ('short', 'medium', 'long') then risks.horizon end) as horizons
    from accounts
    inner join exported on exported.has_plan_risks
    left join stg_plan_risks as risks on risks.plan_id = accounts.plan_id
    left join worked_risks on worked_risks.plan_id = risks.plan_id and worked_risks.about_id = risks.risk_id
    where accounts.plan_id is not null
    group by accounts.account_id

)

select
    accounts.account_id,
    accounts.plan_id,
    accounts.health,
    accounts.machine_health,
    date_diff('day', export_run.as_of_on, accounts.renewal_on) as contract_days,
    plan_states.state,
    plan_states.trigger_on,
    plan_states.trigger_what,
    plan_states.trigger_note,
    case when planned.has_plan_actions then coalesce(counted.open_actions, 0) end as open_actions,
    case when planned.has_plan_actions then coalesce(counted.dated_actions, 0) end as dated_actions,
    case when planned.has_plan_actions then coalesce(counted.complete_actions, 0) end as complete_actions,
    case when planned.has_plan_actions then coalesce(counted.overdue_actions, 0) end as overdue_actions,
    case when planned.has_plan_actions then coalesce(teams.members, 0) end as members,
    case when planned.has_plan_actions then coalesce(teams.members_with_action, 0) end as members_with_action,
    renewals_managers.preparers,
    leaving.departures,
    named_risks.risks,
    named_risks.mitigated_risks,
    named_risks.horizons
from accounts
cross join export_run
left join plan_states on plan_states.account_id = accounts.account_id
left join exported as planned on planned.has_plan_actions and accounts.plan_id is not null
left join counted on counted.plan_id = accounts.plan_id
left join teams on teams.account_id = accounts.account_id
left join renewals_managers on renewals_managers.account_id = accounts.account_id
left join leaving on leaving.account_id = accounts.account_id
left join named_risks on named_risks.account_id = accounts.account_id
order by accounts.account_id
