-- Everything that happened to an account (S21): events as exported, wins and competitive losses from opportunities, a new
-- owner from the owner history. All of it asks for the plan to be looked at again, save events of no known kind.
-- grain: one row per account, day and kind
-- key: account_id, event_on, kind
-- columns: account_id
-- event_on: day it happened
-- kind: m_and_a, org_change, team_change, win, competitive_loss, strategic_initiative, resource_need, exec_support_request or other
-- what: its kind in words
-- note: what happened, in words; null where nothing is written
-- is_trigger: asks for an update of the plan; false for kind other, which is told and asks for nothing

with

happened as (

    select account_id, event_on, kind, note from stg_account_events
    union all
    select account_id, close_on, 'win', 'won ' || coalesce(opportunity_name, '')
    from opportunities
    where is_won and account_id is not null
    union all
    select account_id, close_on, 'competitive_loss', 'lost to ' || competitor
    from opportunities
    where is_closed and not is_won and competitor is not null and account_id is not null
    union all
    select account_id, from_on, 'team_change', 'new owner'
    from owner_spans
    where from_on > cast('1900-01-01' as date)

),

told_once as (

    select
        happened.account_id,
        happened.event_on,
        coalesce(happened.kind, 'other') as kind,
        happened.note,
        row_number() over (
            partition by happened.account_id, happened.event_on, coalesce(happened.kind, 'other')
            order by happened.note nulls last
        ) as place
    from happened
    cross join export_run
    where happened.account_id is not null and happened.event_on <= export_run.as_of_on

)

select
    account_id,
    event_on,
    kind,
    case kind
        when 'm_and_a' then 'merger or acquisition'
        when 'org_change' then 'organisation changed'
        when 'team_change' then 'our team changed'
        when 'competitive_loss' then 'lost to a competitor'
        when 'exec_support_request' then 'executive support asked for'
        else replace(kind, '_', ' ')
    end as what,
    note,
    kind <> 'other' as is_trigger
from told_once
where place = 1
