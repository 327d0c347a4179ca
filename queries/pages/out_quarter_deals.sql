-- The largest deals of each person's next two quarters, with what their plans say (2.5) (S105).
-- grain: one row per open deal of the next two quarters, five per person, omitted ones left out
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- $person: one person, as picked in a table; null means everyone
-- columns: person_name, opportunity_id, opportunity_name, account_id, account_name, close_on, stage, category_label
-- columns: amount, overview_total, next_step, next_step_on
-- person_id: its owner
-- place: place among the owner's, the largest first
-- close_quarter_label: quarter of the expected close
-- overview_filled: overview questions of its plan that are answered; null where no export tells
-- full_filled: questions of the close plan that are answered; null where no export tells
-- full_total: questions of the close plan
-- is_pushed_from_this: true when a snapshot of this quarter still expected it this quarter
-- pushes: times its expected close moved out

with

ranked as (

    select
        deals.*,
        (select has_opportunity_plans from exported) as are_plans_exported,
        row_number() over (
            partition by deals.owner_id order by deals.amount desc nulls last, deals.opportunity_id nulls last
        ) as place
    from scoped_open_deals as deals
    where deals.landing in (1, 2) and deals.forecast_category <> 'omitted' and ($person is null or deals.owner_id = $person)

)

select
    owner_id as person_id,
    owner_name as person_name,
    cast(place as integer) as place,
    opportunity_id,
    opportunity_name,
    account_id,
    account_name,
    close_quarter_label,
    close_on,
    stage,
    category_label,
    amount,
    case when are_plans_exported then overview_filled end as overview_filled,
    overview_total,
    case when are_plans_exported then full_filled end as full_filled,
    full_total,
    next_step,
    next_step_on,
    is_pushed_from_this,
    pushes
from ranked
where place <= 5
order by owner_name nulls last, owner_id nulls last, place nulls last
