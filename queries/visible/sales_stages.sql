-- Sales stages: the same for everyone who works here, nothing for a stranger.
-- grain: as sales_stages
-- key: as sales_stages

select sales_stages.*
from staging.stg_sales_stages as sales_stages
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
