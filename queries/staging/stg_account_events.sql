-- Account events as exported, renamed and classified.
-- grain: one row per account, day and kind of event
-- key: account_id, event_on, kind

select
    account_id,
    event_date as event_on,
    allowed.account_events_kind(kind) as kind,
    nullif(trim(note), '') as note
from exports.account_events
