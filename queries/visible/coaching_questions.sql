-- Coaching questions of accounts that the viewer may see.
-- grain: as coaching_questions
-- key: as coaching_questions

select coaching_questions.*
from marts.coaching_questions as coaching_questions
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = coaching_questions.account_id
    )
