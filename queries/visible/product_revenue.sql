-- Product revenue of the accounts that the viewer may see.
-- grain: as product_revenue
-- key: as product_revenue

select product_revenue.*
from staging.stg_product_revenue as product_revenue
where
    exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = product_revenue.account_id
    )
