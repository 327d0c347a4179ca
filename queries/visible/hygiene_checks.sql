-- Which hygiene rules could be checked: the same for everyone who works here, nothing for a stranger.
-- grain: as hygiene_checks
-- key: as hygiene_checks

select hygiene_checks.*
from marts.hygiene_checks as hygiene_checks
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
