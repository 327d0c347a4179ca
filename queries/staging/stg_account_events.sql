-- Account events as exported, renamed and classified.
-- grain: one row per account, day and kind of event
-- key: account_id, event_on, kind

select
    account_id,
    event_date as event_on,
    case when kind in ('m_and_a', 'org_change', 'team_change', 'win', 'competitive_loss', 'strategic_initiative', 'resource_need', 'exec_support_request', 'other') then kind when kind is not null then 'other' end as kind,
    nullif(trim(note), '') as note
from exports.account_events
