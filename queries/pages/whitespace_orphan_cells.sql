-- Cells being pursued without an opportunity: whitespace with an open action of the live plan about it, and no open
-- opportunity over it (S78).
-- grain: one row per cell
-- key: cell_id
-- parameters: team, owner, region, segment, shown, sort
-- columns: cell_id, account_id, account_name, buying_centre_name, stage_id, stage_label, product_name, potential
-- columns: action_due_on
-- person_name: person it counts under
-- cell_state: potential, competitor, in-house or unknown
-- vendor: who holds it
-- renewal_on: end of the vendor's contract
-- action_title: the action due first; of a private plan only that there is one (S13)
-- open_actions: open actions about it

with

pursued as (

    select
        cell_id,
        action_id,
        due_on,
        row_number() over (partition by cell_id order by due_on nulls last, action_id nulls last) as place,
        count(*) over (partition by cell_id) as open_actions
    from whitespace_actions

)

select
    cells.cell_id,
    accounts.account_id,
    accounts.account_name,
    accounts.person_name,
    cells.buying_centre_name,
    cells.stage_id,
    cells.stage_label,
    cells.product_name,
    cells.state as cell_state,
    cells.vendor,
    cells.potential,
    cells.renewal_on,
    coalesce(told.title, 'Action of a private plan') as action_title,
    pursued.due_on as action_due_on,
    cast(pursued.open_actions as bigint) as open_actions
from whitespace_cells as cells
inner join whitespace_accounts as accounts on accounts.account_id = cells.account_id
inner join pursued on pursued.cell_id = cells.cell_id and pursued.place = 1
left join plan_actions as told on told.action_id = pursued.action_id
where cells.state in ('potential', 'competitor', 'in-house', 'unknown')
order by cells.potential desc nulls last, cells.cell_id nulls last
