-- What is recorded in one cell of the whitespace map, each buying centre by itself (S70, S71, S76).
-- grain: one row per recorded cell
-- key: cell_id
-- $account: the account; null means every account the viewer sees
-- $column: stage or product, 'unmapped' for cells off the axis; null means every cell
-- columns: cell_id, account_id, account_name, product_name, state, recorded_state, potential
-- columns: is_unconverted, confidence, likes, dislikes, satisfaction, desired_outcome, opportunity_stage
-- columns: opportunity_close_on, action_due_on, source
-- buying_centre_name: buying centre, or Whole account
-- stage_label: lifecycle stage
-- is_partial: ours only in part
-- vendor: who holds it, as written
-- spend: yearly spend with them in the reporting currency
-- is_estimate_old: the estimate is older than cell_old_days (S74)
-- renewal_on: end of the vendor's contract
-- renewal_days: days until then; negative once passed
-- driver: what the customer wants to achieve, in words
-- known_fields: fields filled in (S71)
-- known_fields_asked: 6, or 5 while the account has a land plan (S80)
-- opportunity_name: open opportunity over the cell
-- opportunity_amount: its amount
-- action_title: open action about the cell, the one due first; of a private plan only that there is one (S13)
-- updated_on: last change, else the day of the recording
-- age_days: days since
-- updated_by_name: who changed it

with

actions as (

    select
        cell_id,
        action_id,
        due_on,
        row_number() over (partition by cell_id order by due_on nulls last, action_id nulls last) as place
    from whitespace_actions

)

select
    cells.cell_id,
    cells.account_id,
    accounts.account_name,
    case
        when cells.buying_centre_id is null then 'Whole account'
        else coalesce(cells.buying_centre_name, 'Buying centre without a name')
    end as buying_centre_name,
    cells.stage_label,
    cells.product_name,
    cells.state,
    cells.recorded_state,
    cells.is_partial,
    cells.vendor,
    cells.spend,
    cells.potential,
    cells.is_unconverted,
    cells.confidence,
    cells.has_estimate and coalesce(cells.age_days > thresholds.cell_old_days, false) as is_estimate_old,
    cells.renewal_on,
    cast(date_diff('day', export_run.as_of_on, cells.renewal_on) as bigint) as renewal_days,
    cells.likes,
    cells.dislikes,
    cells.satisfaction,
    case cells.driver
        when 'accelerate' then 'accelerate delivery'
        when 'reduce_cost' then 'reduce cost'
        when 'mitigate_risk' then 'mitigate risk'
        else cells.driver
    end as driver,
    cells.desired_outcome,
    cells.known_fields,
    cells.known_fields_asked,
    opportunities.opportunity_name,
    opportunities.stage as opportunity_stage,
    opportunities.amount as opportunity_amount,
    opportunities.close_on as opportunity_close_on,
    case when actions.action_id is not null then coalesce(told.title, 'Action of a private plan') end as action_title,
    actions.due_on as action_due_on,
    cells.source,
    coalesce(cells.updated_on, cells.as_of_on) as updated_on,
    cast(cells.age_days as bigint) as age_days,
    people.person_name as updated_by_name
from whitespace_cells as cells
cross join export_run
cross join thresholds
inner join accounts on accounts.account_id = cells.account_id
left join lifecycle_stages as stages on stages.stage_id = cells.stage_id
left join opportunities on opportunities.opportunity_id = cells.opportunity_id
left join actions on actions.cell_id = cells.cell_id and actions.place = 1
left join plan_actions as told on told.action_id = actions.action_id
left join people on people.person_id = cells.updated_by
where ($account is null or cells.account_id = $account)
    and (
        $column is null
        or cells.stage_id = $column
        or cells.product_id = $column
        or ($column = 'unmapped' and not coalesce(stages.is_shown, false))
    )
order by
    accounts.account_name nulls last,
    cells.display_order nulls last,
    buying_centre_name nulls last,
    cells.cell_id nulls last
