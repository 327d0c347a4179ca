-- What happened at an account and to its plan, the newest first: events, reviews, changes, with what overtook the
-- plan (S21). Changes are counted per day, table and person, so that no private text shows through them.
-- grain: one row per account and happening
-- key: account_id, happened_on, kind, what
-- $account: the account; null gives no row
-- columns: account_id, happened_on, what
-- kind: event, review or change
-- note: note, outcome, or who did it
-- is_overtaking: happened after the plan's last change of content and over trigger_days ago (S21)

with

wanted as (

    select accounts.account_id, accounts.plan_id, plans.changed_on, export_run.as_of_on, thresholds.trigger_days
    from accounts
    cross join export_run
    cross join thresholds
    left join plans on plans.plan_id = accounts.plan_id
    where accounts.account_id = $account

),

events as (

    select
        wanted.account_id,
        triggers.event_on as happened_on,
        'event' as kind,
        triggers.what,
        triggers.note,
        coalesce(
            triggers.is_trigger
            and triggers.event_on > wanted.changed_on
            and date_diff('day', triggers.event_on, wanted.as_of_on) > wanted.trigger_days,
            false
        ) as is_overtaking
    from wanted
    inner join account_triggers as triggers on triggers.account_id = wanted.account_id

),

reviews as (

    select
        wanted.account_id,
        reviews.review_on as happened_on,
        'review' as kind,
        case reviews.review_type
            when 'one_on_one' then 'gone through in a 1:1'
            when 'account_review' then 'account review'
            when 'qbr' then 'gone through in the QBR'
            when 'exec_sponsor' then 'executive sponsor review'
            when 'annual_refresh' then 'annual refresh'
            else 'review'
        end || ' by ' || coalesce(people.person_name, roles.role_name, 'somebody outside your view') as what,
        max(case reviews.outcome when 'ok' then 'no changes asked' when 'changes' then 'changes asked' end) as note,
        false as is_overtaking
    from wanted
    inner join plans on plans.account_id = wanted.account_id
    inner join plan_reviews as reviews on reviews.plan_id = plans.plan_id
    left join people on people.person_id = reviews.reviewer_id
    left join person_roles as roles on roles.person_id = reviews.reviewer_id
    where reviews.review_on <= wanted.as_of_on
    group by
        wanted.account_id,
        reviews.review_on,
        reviews.review_type,
        coalesce(people.person_name, roles.role_name, 'somebody outside your view')

),

edited as (

    select
        wanted.account_id,
        cast(history.changed_at as date) as happened_on,
        case
            when history.table_name = 'accounts' and history.field = 'owner_id' then 'account handed over'
            when history.table_name = 'accounts' and history.field = 'is_key_account' then 'key account flag changed'
            when history.table_name = 'accounts' then 'account record changed'
            when history.table_name = 'contacts' then 'contacts judged anew'
            when history.table_name = 'whitespace_cells' then 'whitespace map changed'
            when history.table_name = 'plan_answers' then 'profile answers changed'
            when history.field = 'content_changed_on' then 'plan content changed'
            else 'plan: ' || replace(history.field, '_', ' ') || ' changed'
        end as what,
        history.changed_by
    from wanted
    inner join field_history as history on true
    left join plans
        on history.table_name in ('account_plans', 'plan_sections', 'plan_answers')
        and plans.plan_id = history.parent_record_id
    left join contacts on history.table_name = 'contacts' and contacts.contact_id = history.record_id
    where cast(history.changed_at as date) <= wanted.as_of_on
        and wanted.account_id = case
            when history.table_name in ('accounts', 'whitespace_cells') then history.parent_record_id
            else coalesce(plans.account_id, contacts.account_id)
        end

),

changes as (

    select
        edited.account_id,
        edited.happened_on,
        'change' as kind,
        edited.what,
        case
            when min(people.person_name) = max(people.person_name) and count(people.person_id) = count(*)
                then 'by ' || min(people.person_name)
            when count(edited.changed_by) > 0 then 'by several, or by a tool'
        end as note,
        false as is_overtaking
    from edited
    left join people on people.person_id = edited.changed_by
    group by edited.account_id, edited.happened_on, edited.what

),

begun as (

    select
        wanted.account_id,
        plans.created_on as happened_on,
        'change' as kind,
        'plan begun' as what,
        cast(null as varchar) as note,
        false as is_overtaking
    from wanted
    inner join plans on plans.account_id = wanted.account_id
    where plans.created_on <= wanted.as_of_on
    group by wanted.account_id, plans.created_on

)

select account_id, happened_on, kind, what, note, is_overtaking from events
union all
select account_id, happened_on, kind, what, note, is_overtaking from reviews
union all
select account_id, happened_on, kind, what, note, is_overtaking from changes
union all
select account_id, happened_on, kind, what, note, is_overtaking from begun
order by happened_on desc nulls last, kind nulls last, what nulls last
