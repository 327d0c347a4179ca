-- Which products and lifecycle stages each open opportunity is about.
-- grain: one row per open opportunity with an account, and product
-- key: opportunity_id, product_id
-- columns: opportunity_id, account_id, close_on
-- product_id: product, by its id where the products export has it, else as written
-- stage_id: lifecycle stage the product serves; null where nothing says

with

open_products as (

    select
        opportunities.opportunity_id,
        opportunities.account_id,
        opportunities.close_on,
        coalesce(by_id.product_id, by_name.product_id, written.product) as product_id,
        coalesce(by_id.stage_id, by_name.stage_id) as stage_as_given
    from opportunities
    inner join stg_opportunity_products as written on written.opportunity_id = opportunities.opportunity_id
    left join stg_products as by_id on by_id.product_id = written.product
    left join (
        select lower(name) as name, min(product_id) as product_id, min(stage_id) as stage_id
        from stg_products
        group by lower(name)
        having count(*) = 1
    ) as by_name on by_name.name = lower(written.product)
    where not opportunities.is_closed and opportunities.account_id is not null

)

select distinct
    open_products.opportunity_id,
    open_products.account_id,
    open_products.product_id,
    names.stage_id,
    open_products.close_on
from open_products
left join lifecycle_stage_names as names on names.spelling = lower(trim(open_products.stage_as_given))
