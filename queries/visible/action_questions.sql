-- Action questions of accounts that the viewer may see.
-- grain: as action_questions
-- key: as action_questions

select action_questions.*
from marts.action_questions as action_questions
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = action_questions.account_id
    )
