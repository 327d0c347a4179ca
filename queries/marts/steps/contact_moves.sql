-- What changed about the people of an account, day by day: judged anew, left, another manager, an answer.
-- grain: one row per contact, day and happening
-- key: contact_id, happened_on, what
-- columns: account_id, contact_id, happened_on, what
-- full_name: full name
-- word_before: what was recorded before; null where a word says nothing
-- word_after: what was recorded then

select
    contacts.account_id,
    contacts.contact_id,
    contacts.full_name,
    moves.changed_on as happened_on,
    case moves.field
        when 'support' then 'support judged anew'
        when 'influence' then 'influence judged anew'
        when 'decision_role' then 'another part in the decision'
        when 'health' then 'relationship judged anew'
        else 'has another manager'
    end as what,
    case when moves.field <> 'reports_to_id' then replace(moves.old_value, '_', ' ') end as word_before,
    case when moves.field <> 'reports_to_id' then replace(moves.new_value, '_', ' ') end as word_after
from history_moves as moves
inner join stg_contacts as contacts on contacts.contact_id = moves.record_id
where moves.table_name = 'contacts'
    and moves.field in ('support', 'influence', 'decision_role', 'health', 'reports_to_id')
union all
select account_id, contact_id, full_name, leaving_on, 'has left', null, null
from stg_contacts
where leaving_on is not null
union all
select
    answers.account_id,
    answers.contact_id,
    contacts.full_name,
    answers.response_on,
    'would recommend us',
    null,
    cast(max(cast(answers.score as integer)) as varchar) || ' of 10'
from stg_nps as answers
inner join stg_contacts as contacts
    on contacts.contact_id = answers.contact_id and contacts.account_id = answers.account_id
where answers.survey = 'nps' and answers.score is not null
group by answers.account_id, answers.contact_id, contacts.full_name, answers.response_on
