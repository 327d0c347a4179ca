-- Products as exported, renamed and classified.
-- grain: one row per product
-- key: product_id

select
    product_id,
    nullif(trim(name), '') as name,
    nullif(trim(family), '') as family,
    stage_id,
    list_price,
    is_active
from exports.products
