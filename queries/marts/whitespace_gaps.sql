-- Places of the whitespace map that nobody recorded: they are printed as not mapped and count as unknown, unless an open
-- opportunity of the account is about a product of the stage: then what happens there is known (S70).
-- Every buying centre of the account by every stage shown, or the account as a whole where it is mapped as a whole.
-- A recording for the whole account answers its stage for every centre. Where nobody maps by stage, there is no row.
-- grain: one row per account, buying centre and stage without a recording
-- key: account_id, buying_centre_id, stage_id
-- columns: account_id, buying_centre_id
-- stage_id: the lifecycle stage
-- opportunity_id: open opportunity that lies over the place, the one that closes first; null without one
-- state: open opportunity or unknown

with

exported as (

    select
        (select has_whitespace_cells from exported)
        and (
            exists (select 1 from whitespace_cells where stage_id is not null)
            or not exists (select 1 from whitespace_cells)
        ) as is_by_stage

),

centres as (

    select account_id, buying_centre_id from stg_buying_centres where account_id is not null
    union
    select account_id, buying_centre_id
    from whitespace_cells
    where account_id is not null and buying_centre_id is not null

),

mapped_as_a_whole as (

    select account_id from whitespace_cells group by account_id having count(buying_centre_id) = 0

),

lines as (

    select centres.account_id, centres.buying_centre_id
    from centres
    where not exists (select 1 from mapped_as_a_whole as whole where whole.account_id = centres.account_id)
    union all
    select accounts.account_id, null
    from accounts
    where not exists (select 1 from centres where centres.account_id = accounts.account_id)
        or exists (select 1 from mapped_as_a_whole as whole where whole.account_id = accounts.account_id)

),

answered as (

    select distinct lines.account_id, lines.buying_centre_id, cells.stage_id
    from lines
    inner join whitespace_cells as cells
        on cells.account_id = lines.account_id
        and (cells.buying_centre_id is null or cells.buying_centre_id = lines.buying_centre_id)

),

pursued as (

    select
        account_id,
        stage_id,
        opportunity_id,
        row_number() over (
            partition by account_id, stage_id order by close_on nulls last, opportunity_id nulls last
        ) as place
    from open_opportunity_products

)

select
    lines.account_id,
    lines.buying_centre_id,
    stages.stage_id,
    pursued.opportunity_id,
    case when pursued.opportunity_id is not null then 'open opportunity' else 'unknown' end as state
from lines
inner join exported on exported.is_by_stage
inner join lifecycle_stages as stages on stages.is_shown
left join pursued
    on pursued.account_id = lines.account_id and pursued.stage_id = stages.stage_id and pursued.place = 1
left join answered
    on answered.account_id = lines.account_id
    and answered.buying_centre_id is not distinct from lines.buying_centre_id
    and answered.stage_id = stages.stage_id
where answered.account_id is null
order by lines.account_id, stages.display_order nulls last
