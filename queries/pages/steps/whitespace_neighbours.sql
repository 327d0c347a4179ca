-- Whitespace cells beside a stage in which the account already uses us.
-- grain: one row per cell
-- key: cell_id
-- columns: cell_id
-- neighbour_label: the stage beside it that is ours

with

stage_steps as (

    select
        stage_id,
        label,
        row_number() over (order by display_order nulls last, stage_id nulls last) as step
    from lifecycle_stages
    where is_shown

),

held_stages as (

    select distinct cells.account_id, stage_steps.step, stage_steps.label
    from whitespace_cells as cells
    inner join stage_steps on stage_steps.stage_id = cells.stage_id
    where cells.state = 'ours'

)

select cells.cell_id, min(held_stages.label) as neighbour_label
from whitespace_cells as cells
inner join stage_steps on stage_steps.stage_id = cells.stage_id
inner join held_stages
    on held_stages.account_id = cells.account_id
    and held_stages.step between stage_steps.step - 1 and stage_steps.step + 1
    and held_stages.step <> stage_steps.step
where cells.state in ('potential', 'competitor', 'in-house')
group by cells.cell_id
