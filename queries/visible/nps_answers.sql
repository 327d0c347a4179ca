-- Survey answers of accounts that the viewer may see.
-- grain: as nps_answers
-- key: as nps_answers

select nps_answers.*
from marts.nps_answers as nps_answers
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = nps_answers.account_id
    )
