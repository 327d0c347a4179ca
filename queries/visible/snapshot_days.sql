-- The snapshot days, for everyone who works here; how many deals each holds, for those who see everything.
-- grain: as snapshot_days
-- key: as snapshot_days

select
    days.snapshot_on,
    days.previous_on,
    case
        when exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
            then days.opportunities
    end as opportunities,
    days.is_partial
from marts.snapshot_days as days
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
