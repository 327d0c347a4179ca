-- Profile answers of accounts that the viewer may see.
-- grain: as profile_answers
-- key: as profile_answers

select profile_answers.*
from marts.profile_answers as profile_answers
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = profile_answers.account_id
    )
