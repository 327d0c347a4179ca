-- How many of the nine profile questions an account's live plan answers (S39).
-- grain: one row per account
-- key: account_id
-- parameters: account
-- columns: account_id
-- questions: questions asked, nine
-- answered: answered
-- unknown_with_action: not known, with an action to find out by what the plan says
-- unknown_pursued: of these, with an open action that is about the question (S48)
-- blank: neither; all four null without an answers export

select
    account_id,
    cast(count(*) as bigint) as questions,
    case when count(answer_state) > 0 then cast(count(*) filter (where answer_state = 'answered') as bigint) end as answered,
    case when count(answer_state) > 0 then cast(count(*) filter (where answer_state = 'unknown with action') as bigint) end
        as unknown_with_action,
    case when count(answer_state) > 0
        then cast(count(*) filter (where answer_state = 'unknown with action' and open_actions > 0) as bigint) end
        as unknown_pursued,
    case when count(answer_state) > 0 then cast(count(*) filter (where answer_state = 'blank') as bigint) end as blank
from account_profile
group by account_id
order by account_id nulls last
