-- What the checks of every live plan are judged by: its changes, objectives, actions, reviews, team and touch.
-- grain: one row per account with a live plan of its own: the primary one
-- key: plan_id
-- columns: plan_id, account_id, owner_id, plan_type, changed_days, live_plans, exec_sponsor_id
-- age_days: days since its creation; null when not dated
-- first_change_days: days from its creation to the first change on record; null without one, or without a history
-- last_change_days: days from its creation to the last change
-- is_untouched: nothing changed since its creation, as far as anything says
-- is_history_whole: the field history reaches back to its creation
-- has_edits: a field history tells of plans
-- owner_role: role of the plan's owner; null is unknown
-- is_trigger_stale: something happened after its last change (S21)
-- missing_roles: of AE and SA, on Expand plans also CSM and renewals manager, those that the account lacks; null where none, or without the export
-- has_csm: a CSM is assigned to the account; null without a team export
-- has_sa: an SA is assigned; null without a team export
-- assigned_roles: of SA, CSM and renewals manager, those assigned; null without a team export
-- working_roles: of these, those with an action of theirs or a change of content in the last quarter
-- contributors: people who own an action that is meant, or changed its content
-- objectives: objectives not dropped; null without the export, like the next two
-- unmeasured_objectives: of these, without a measure
-- technical_wins: of these, technical wins that an SA owns
-- open_actions: open actions; null without the export, like the next four
-- ownerless_actions: of these, without an owner
-- late_actions: of these, overdue for more than overdue_days
-- dated_actions: of these, with a due day
-- busiest_week_actions: of these, due in the fullest week
-- market_answers: of P2 and P3, those answered; null without the export
-- inspections_since_change: inspections after the last change; null without a reviews export
-- has_reviews: a reviews export is loaded
-- review_on: last account review
-- review_days: days since then
-- expected_roles: of AE, SA, CSM and SDR, those assigned
-- present_roles: of these, those at that review; null where nobody is noted
-- absent_roles: the others, in words
-- is_csm_absent: a CSM is assigned and was not there; null where nobody is noted
-- sponsor_on: last review by the sponsor, or by somebody two levels above the owner
-- senior_on: last review by somebody three levels above, or the top
-- refresh_on: last yearly refresh
-- joint_on: last QBR, or review with AE, SA and CSM together
-- shared_on: day it was shown to the customer
-- lacks_sharing: no file says when plans were shown
-- lacks_sponsor: no file names sponsors
-- touches: touches with the account's contacts in silent_days; null without an interactions export
-- has_success_plan: a live success plan of the account

with

live as (

    select
        plans.plan_id,
        plans.account_id,
        plans.owner_id,
        plans.plan_type,
        plans.created_on,
        plans.changed_on,
        plans.changed_days,
        plans.changed_source,
        plans.exec_sponsor_id,
        plans.shared_with_customer_on as shared_on,
        accounts.live_plans,
        accounts.owner_id as account_owner_id,
        export_run.as_of_on
    from plans
    inner join accounts on accounts.plan_id = plans.plan_id
    cross join export_run

),

team as (

    select team.account_id, team.person_id, team.team_role
    from stg_account_team as team
    inner join people on people.person_id = team.person_id and people.is_active
    where team.team_role in ('SA', 'CSM', 'RM', 'SDR')
    union
    select live.account_id, people.person_id, 'AE'
    from live
    inner join people on people.person_id = live.account_owner_id and people.is_active

),

assigned as (

    select
        account_id,
        count(distinct case when team_role in ('SA', 'CSM', 'RM') then team_role end) as assigned_roles,
        count(distinct case when team_role <> 'RM' then team_role end) as expected_roles,
        count(*) filter (where team_role = 'CSM') > 0 as has_csm,
        count(*) filter (where team_role = 'SA') > 0 as has_sa,
        count(*) filter (where team_role = 'AE') > 0 as has_ae,
        count(*) filter (where team_role = 'RM') > 0 as has_rm,
        count(*) filter (where team_role = 'SDR') > 0 as has_sdr
    from team
    group by account_id

),

contributions as (

    select plan_id, owner_id as person_id, greatest(created_on, updated_on, completed_on) as day_on
    from stg_plan_actions
    where owner_id is not null and status in ('open', 'done')
    union all
    select plan_id, changed_by, changed_on from plan_edits where changed_by is not null

),

contributed as (

    select
        live.plan_id,
        count(distinct contributions.person_id) as contributors,
        count(
            distinct case
                when team.team_role in ('SA', 'CSM', 'RM')
                    and date_diff('day', contributions.day_on, live.as_of_on) between 0 and thresholds.quarter_days
                    then team.team_role
            end
        ) as working_roles
    from live
    cross join thresholds
    inner join contributions on contributions.plan_id = live.plan_id
    left join team on team.account_id = live.account_id and team.person_id = contributions.person_id
    group by live.plan_id

),

first_edits as (

    select live.plan_id, min(edits.changed_on) as changed_on
    from live
    inner join plan_edits as edits on edits.plan_id = live.plan_id and edits.changed_on > live.created_on
    group by live.plan_id

),

aims as (

    select
        objectives.plan_id,
        count(*) as objectives,
        count(*) filter (where objectives.measure is null) as unmeasured_objectives,
        count(*) filter (where objectives.category = 'technical_win' and owners.role = 'SA') as technical_wins
    from stg_plan_objectives as objectives
    left join people as owners on owners.person_id = objectives.owner_id
    where objectives.status is distinct from 'dropped'
    group by objectives.plan_id

),

weeks as (

    select plan_id, cast(date_trunc('week', due_on) as date) as week_on, count(*) as actions
    from action_questions
    where is_open and due_on is not null
    group by plan_id, cast(date_trunc('week', due_on) as date)

),

busiest as (

    select plan_id, max(actions) as busiest_week_actions from weeks group by plan_id

),

tasks as (

    select
        questions.plan_id,
        count(*) filter (where questions.is_open) as open_actions,
        count(*) filter (where questions.is_open and not questions.has_who) as ownerless_actions,
        count(*) filter (where questions.overdue_days > thresholds.overdue_days) as late_actions,
        count(*) filter (where questions.is_open and questions.has_when) as dated_actions
    from action_questions as questions
    cross join thresholds
    group by questions.plan_id

),

market as (

    select plan_id, count(*) as market_answers
    from profile_answers
    where question in ('P2', 'P3') and state = 'answered'
    group by plan_id

),

attended as (

    select
        live.plan_id,
        reviews.review_id,
        reviews.review_on,
        reviews.review_type,
        reviews.reviewer_id = live.exec_sponsor_id or coalesce(above.levels >= 2, false) as is_sponsored,
        coalesce(above.levels >= 3 or (above.levels > 0 and reviewers.manager_id is null), false) as is_senior,
        reviews.attendee_ids is not null as is_noted,
        max(case when team.team_role = 'AE' then 1 else 0 end) as ae,
        max(case when team.team_role = 'SA' then 1 else 0 end) as sa,
        max(case when team.team_role = 'CSM' then 1 else 0 end) as csm,
        max(case when team.team_role = 'SDR' then 1 else 0 end) as sdr,
        row_number() over (
            partition by live.plan_id, reviews.review_type
            order by reviews.review_on desc nulls last, reviews.review_id nulls last
        ) as place
    from live
    inner join stg_plan_reviews as reviews
        on reviews.plan_id = live.plan_id and reviews.review_on <= live.as_of_on
    left join reports as above on above.manager_id = reviews.reviewer_id and above.person_id = live.owner_id
    left join people as reviewers on reviewers.person_id = reviews.reviewer_id
    left join stg_review_attendees as attendees on attendees.review_id = reviews.review_id
    left join team on team.account_id = live.account_id and team.person_id = attendees.person_id
    group by
        live.plan_id,
        reviews.review_id,
        reviews.review_on,
        reviews.review_type,
        reviews.reviewer_id = live.exec_sponsor_id or coalesce(above.levels >= 2, false),
        coalesce(above.levels >= 3 or (above.levels > 0 and reviewers.manager_id is null), false),
        reviews.attendee_ids is not null

),

cadence as (

    select
        plan_id,
        max(review_on) filter (where review_type = 'exec_sponsor' and is_sponsored) as sponsor_on,
        max(review_on) filter (where review_type = 'exec_sponsor' and is_senior) as senior_on,
        max(review_on) filter (where review_type = 'annual_refresh') as refresh_on,
        max(review_on) filter (where review_type = 'qbr' or ae + sa + csm = 3) as joint_on
    from attended
    group by plan_id

),

reviewed as (

    select
        attended.plan_id,
        attended.review_on,
        case when attended.is_noted then attended.ae + attended.sa + attended.csm + attended.sdr end as present_roles,
        case when attended.is_noted then assigned.has_csm and attended.csm = 0 end as is_csm_absent,
        nullif(
            concat_ws(
                ', ',
                case when attended.ae = 0 and assigned.has_ae then 'AE' end,
                case when attended.sa = 0 and assigned.has_sa then 'SA' end,
                case when attended.csm = 0 and assigned.has_csm then 'CSM' end,
                case when attended.sdr = 0 and assigned.has_sdr then 'SDR' end
            ),
            ''
        ) as absent_roles
    from attended
    inner join live on live.plan_id = attended.plan_id
    left join assigned on assigned.account_id = live.account_id
    where attended.review_type = 'account_review' and attended.place = 1

),

touched as (

    select contacts.account_id, count(*) as touches
    from stg_interactions as interactions
    inner join stg_contacts as contacts on contacts.contact_id = interactions.contact_id
    cross join export_run
    cross join thresholds
    where date_diff('day', interactions.interaction_on, export_run.as_of_on) between 0 and thresholds.silent_days
    group by contacts.account_id

),

success as (

    select distinct plans.account_id
    from stg_account_plans as plans
    cross join export_run
    where plans.plan_kind = 'success'
        and plans.status = 'active'
        and coalesce(plans.start_on <= export_run.as_of_on, true)
        and coalesce(plans.end_on >= export_run.as_of_on, true)

),

known as (

    select
        exists (select 1 from plan_edits) as has_edits,
        (
            select cast(min(changed_at) as date) from stg_field_history where table_name is distinct from 'opportunities'
        ) as history_from_on,
        exists (
            select 1
            from absent_columns
            where table_name = 'account_plans' and column_name = 'shared_with_customer_on'
        ) as lacks_sharing,
        exists (
            select 1 from absent_columns where table_name = 'account_plans' and column_name = 'exec_sponsor_id'
        ) as lacks_sponsor

)

select
    live.plan_id,
    live.account_id,
    live.owner_id,
    live.plan_type,
    live.changed_days,
    live.live_plans,
    live.exec_sponsor_id,
    date_diff('day', live.created_on, live.as_of_on) as age_days,
    date_diff('day', live.created_on, first_edits.changed_on) as first_change_days,
    date_diff('day', live.created_on, live.changed_on) as last_change_days,
    live.changed_on <= live.created_on as is_untouched,
    coalesce(known.history_from_on <= live.created_on, false) as is_history_whole,
    known.has_edits,
    owners.role as owner_role,
    plan_states.is_trigger_stale,
    case
        when exported.has_account_team
            then nullif(
                concat_ws(
                    ', ',
                    case when not coalesce(assigned.has_ae, false) then 'AE' end,
                    case when not coalesce(assigned.has_sa, false) then 'SA' end,
                    case when live.plan_type = 'expand' and not coalesce(assigned.has_csm, false) then 'CSM' end,
                    case
                        when live.plan_type = 'expand' and not coalesce(assigned.has_rm, false) then 'renewals manager'
                    end
                ),
                ''
            )
    end as missing_roles,
    case when exported.has_account_team then coalesce(assigned.has_csm, false) end as has_csm,
    case when exported.has_account_team then coalesce(assigned.has_sa, false) end as has_sa,
    case when exported.has_account_team then coalesce(assigned.assigned_roles, 0) end as assigned_roles,
    coalesce(contributed.working_roles, 0) as working_roles,
    coalesce(contributed.contributors, 0) as contributors,
    case when exported.has_plan_objectives then coalesce(aims.objectives, 0) end as objectives,
    case when exported.has_plan_objectives then coalesce(aims.unmeasured_objectives, 0) end as unmeasured_objectives,
    case when exported.has_plan_objectives then coalesce(aims.technical_wins, 0) end as technical_wins,
    case when exported.has_plan_actions then coalesce(tasks.open_actions, 0) end as open_actions,
    case when exported.has_plan_actions then coalesce(tasks.ownerless_actions, 0) end as ownerless_actions,
    case when exported.has_plan_actions then coalesce(tasks.late_actions, 0) end as late_actions,
    case when exported.has_plan_actions then coalesce(tasks.dated_actions, 0) end as dated_actions,
    case when exported.has_plan_actions then coalesce(busiest.busiest_week_actions, 0) end as busiest_week_actions,
    case when exported.has_plan_answers then coalesce(market.market_answers, 0) end as market_answers,
    inspections.inspections_since_change,
    exported.has_plan_reviews as has_reviews,
    reviewed.review_on,
    date_diff('day', reviewed.review_on, live.as_of_on) as review_days,
    coalesce(assigned.expected_roles, 0) as expected_roles,
    reviewed.present_roles,
    reviewed.absent_roles,
    reviewed.is_csm_absent,
    cadence.sponsor_on,
    cadence.senior_on,
    cadence.refresh_on,
    cadence.joint_on,
    live.shared_on,
    known.lacks_sharing,
    known.lacks_sponsor,
    case when exported.has_interactions then coalesce(touched.touches, 0) end as touches,
    success.account_id is not null as has_success_plan
from live
cross join exported
cross join known
left join people as owners on owners.person_id = live.owner_id
left join plan_states on plan_states.account_id = live.account_id
left join assigned on assigned.account_id = live.account_id
left join contributed on contributed.plan_id = live.plan_id
left join first_edits on first_edits.plan_id = live.plan_id
left join aims on aims.plan_id = live.plan_id
left join tasks on tasks.plan_id = live.plan_id
left join busiest on busiest.plan_id = live.plan_id
left join market on market.plan_id = live.plan_id
left join plan_inspections as inspections on inspections.plan_id = live.plan_id
left join reviewed on reviewed.plan_id = live.plan_id
left join cadence on cadence.plan_id = live.plan_id
left join touched on touched.account_id = live.account_id
left join success on success.account_id = live.account_id
