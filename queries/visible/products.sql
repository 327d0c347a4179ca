-- Products: the same for everyone who works here, nothing for a stranger.
-- grain: as products
-- key: as products

select products.*
from staging.stg_products as products
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
