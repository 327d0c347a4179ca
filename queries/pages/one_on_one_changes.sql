-- What changed on an AE's accounts with a live plan since a manager last went through the plan, the newest first:
-- the plan, its actions, deals, relationships, whitespace. A plan never gone through shows the last news_days.
-- grain: one row per account, day, happening and record it happened to
-- key: account_id, happened_on, kind, what, record_id
-- $owner: the AE; null means everyone the viewer may see
-- columns: account_id, account_name, what, times
-- plan_id: its live plan
-- happened_on: the day; for a deal, the snapshot that first shows the change
-- kind: plan, action, deal, relationship or whitespace
-- record_id: action, contact, opportunity or place it happened to; empty where several records are one row
-- record_name: its name; null for an action of a private plan
-- word_before: word recorded before
-- word_after: word recorded then
-- amount_before: value before, in the reporting currency
-- amount_after: value then
-- before_on: day planned before
-- after_on: day planned then

with

asked as (

    select
        accounts.account_id,
        accounts.account_name,
        accounts.plan_id,
        export_run.as_of_on,
        coalesce(
            inspections.inspected_on, export_run.as_of_on - cast(thresholds.news_days as integer)
        ) as since_on
    from accounts
    cross join export_run
    cross join thresholds
    left join plan_inspections as inspections on inspections.plan_id = accounts.plan_id
    where accounts.plan_id is not null and ($owner is null or accounts.counted_under_id = $owner)

),

deals as (

    select
        asked.account_id,
        asked.account_name,
        asked.plan_id,
        opportunities.opportunity_name,
        opportunities.is_closed,
        opportunities.is_won,
        opportunities.closed_on,
        changes.*
    from asked
    inner join opportunities on opportunities.account_id = asked.account_id
    inner join opportunity_changes as changes on changes.opportunity_id = opportunities.opportunity_id
    where changes.changed_on > asked.since_on and changes.changed_on <= asked.as_of_on

),

told as (

    select
        asked.account_id,
        asked.account_name,
        asked.plan_id,
        news.happened_on,
        news.kind,
        news.what,
        news.record_id,
        case when news.kind = 'action' then actions.title else news.name end as record_name,
        news.times,
        news.word_before,
        news.word_after,
        cast(null as decimal(18, 2)) as amount_before,
        cast(null as decimal(18, 2)) as amount_after,
        news.before_on,
        news.after_on
    from asked
    inner join plan_news as news on news.plan_id = asked.plan_id
    left join plan_actions as actions on news.kind = 'action' and actions.action_id = news.record_id
    union all
    select
        account_id, account_name, plan_id, changed_on, 'deal', 'amount', opportunity_id, opportunity_name, 1,
        null, null, amount_before, amount, null, null
    from deals
    where is_amount_changed
    union all
    select
        account_id, account_name, plan_id, changed_on, 'deal', 'close date', opportunity_id, opportunity_name, 1,
        null, null, null, null, close_before_on, close_on
    from deals
    where is_close_changed
    union all
    select
        account_id, account_name, plan_id, changed_on, 'deal', 'stage', opportunity_id, opportunity_name, 1,
        stage_before, stage, null, null, null, null
    from deals
    where is_stage_changed
    union all
    select
        account_id, account_name, plan_id, changed_on, 'deal', 'forecast category', opportunity_id, opportunity_name, 1,
        replace(forecast_category_before, '_', ' '), replace(forecast_category, '_', ' '), null, null, null, null
    from deals
    where is_category_changed
    union all
    select
        asked.account_id, asked.account_name, asked.plan_id, opportunities.created_on, 'deal', 'new',
        opportunities.opportunity_id, opportunities.opportunity_name, 1,
        null, null, null, opportunities.amount, null, opportunities.close_on
    from asked
    inner join opportunities on opportunities.account_id = asked.account_id
    where opportunities.created_on > asked.since_on and opportunities.created_on <= asked.as_of_on

)

select *
from told
order by
    account_name nulls last,
    account_id nulls last,
    happened_on desc nulls last,
    case kind when 'deal' then 1 when 'relationship' then 2 when 'plan' then 3 when 'action' then 4 else 5 end nulls last,
    what nulls last,
    record_name nulls last,
    record_id nulls last
