-- Open opportunities without a cell on the whitespace map: no cell of the account names them, and none is recorded for
-- their product or its stage (S78).
-- grain: one row per opportunity
-- key: opportunity_id
-- parameters: team, owner, region, segment, shown, sort
-- columns: opportunity_id, opportunity_name, account_id, account_name, opportunity_stage, opportunity_close_on
-- person_name: person it counts under
-- opportunity_amount: its amount in the reporting currency
-- orphan_reason: what is missing

with

about as (

    select opportunity_id, count(stage_id) as stages, min(product_id) as product_id
    from open_opportunity_products
    group by opportunity_id

),

placed as (

    select stages.opportunity_id
    from open_opportunity_products as stages
    inner join whitespace_cells as cells
        on cells.account_id = stages.account_id
        and (cells.product_id = stages.product_id or cells.stage_id = stages.stage_id)
    union
    select opportunity_id from whitespace_cells where opportunity_id is not null

)

select
    opportunities.opportunity_id,
    opportunities.opportunity_name,
    accounts.account_id,
    accounts.account_name,
    accounts.person_name,
    opportunities.stage as opportunity_stage,
    opportunities.amount as opportunity_amount,
    opportunities.close_on as opportunity_close_on,
    case
        when about.opportunity_id is null then 'no product on the opportunity'
        when about.stages = 0 then 'its product serves no stage of the map'
        when not accounts.is_mapped then 'nobody mapped the account'
        else 'nobody recorded a cell for its stage'
    end as orphan_reason
from opportunities
inner join whitespace_accounts as accounts on accounts.account_id = opportunities.account_id
left join about on about.opportunity_id = opportunities.opportunity_id
where not opportunities.is_closed
    and not exists (select 1 from placed where placed.opportunity_id = opportunities.opportunity_id)
order by opportunities.amount desc nulls last, opportunities.opportunity_id nulls last
