-- Products of opportunities, one by one; a product may be written as its id or as its name.
-- grain: one row per opportunity and product as written
-- key: opportunity_id, product

select distinct opportunity_id, trim(product) as product
from (
    select opportunity_id, unnest(string_split(product_ids, ';')) as product
    from exports.opportunities
    where not coalesce(is_deleted, false)
)
where trim(product) <> ''
