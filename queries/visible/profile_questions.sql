-- Profile questions: the same for everyone who works here, nothing for a stranger.
-- grain: as profile_questions
-- key: as profile_questions

select profile_questions.*
from marts.profile_questions as profile_questions
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
