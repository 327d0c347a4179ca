-- Events at an AE's accounts that came after the last change of the live plan, so that the plan does not know of them (S21).
-- grain: one row per account, day and kind
-- key: account_id, event_on, kind
-- $owner: the AE; null means everyone the viewer may see
-- columns: account_id, account_name
-- plan_id: its live plan
-- event_on: the day
-- kind: kind of the event
-- what: its kind in words
-- note: what happened, in words
-- event_days: days since then
-- is_stale: true when that is more than trigger_days ago

select
    accounts.account_id,
    accounts.account_name,
    accounts.plan_id,
    triggers.event_on,
    triggers.kind,
    triggers.what,
    triggers.note,
    date_diff('day', triggers.event_on, export_run.as_of_on) as event_days,
    date_diff('day', triggers.event_on, export_run.as_of_on) > thresholds.trigger_days as is_stale
from accounts
cross join export_run
cross join thresholds
inner join plans on plans.plan_id = accounts.plan_id
inner join account_triggers as triggers
    on triggers.account_id = accounts.account_id and triggers.is_trigger and triggers.event_on > plans.changed_on
where ($owner is null or accounts.counted_under_id = $owner) and triggers.event_on <= export_run.as_of_on
order by
    accounts.account_name nulls last,
    accounts.account_id nulls last,
    triggers.event_on nulls last,
    triggers.kind nulls last
