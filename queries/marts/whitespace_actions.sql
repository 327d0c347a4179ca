-- Open actions of live plans that are about a cell of the whitespace map: the cells somebody pursues (S78).
-- An action names a stage by any of its spellings, or a product. What it says is the plan's: join plan_actions (S13).
-- grain: one row per cell and action
-- key: cell_id, action_id
-- columns: cell_id, account_id, action_id
-- owner_id: who does it
-- due_on: until when

with

about as (

    select
        actions.action_id,
        actions.owner_id,
        actions.due_on,
        plans.account_id,
        lower(trim(actions.about_id)) as about,
        names.stage_id
    from stg_plan_actions as actions
    inner join plans on plans.plan_id = actions.plan_id and plans.is_live
    left join lifecycle_stage_names as names on names.spelling = lower(trim(actions.about_id))
    where actions.status = 'open' and actions.about_kind = 'whitespace'

)

select distinct
    cells.cell_id,
    cells.account_id,
    about.action_id,
    about.owner_id,
    about.due_on
from whitespace_cells as cells
inner join about
    on about.account_id = cells.account_id
    and (
        about.stage_id = cells.stage_id
        or about.about = lower(cells.stage_as_given)
        or about.about = lower(cells.product_id)
        or about.about = lower(cells.product_name)
    )
