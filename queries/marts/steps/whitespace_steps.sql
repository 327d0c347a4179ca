-- What each step of the whitespace map asks (1.1.1), and whether the account has it.
-- grain: one row per eligible account
-- key: account_id
-- columns: account_id, fact_1, fact_2, fact_3, fact_4, export_1, export_3, export_4
-- step_1: at least one applicable cell is known; null is unknown
-- step_2: at least half of the applicable cells are known
-- step_3: every competitor cell has a renewal date or an open action to find it
-- step_4: a cell moved state in the last two quarters

with

steps as (

    select
        accounts.account_id,
        whitespace.applicable_cells,
        whitespace.known_cells,
        whitespace.competitor_cells - whitespace.competitor_cells_dated as undated_cells,
        whitespace.competitor_cells,
        exported.has_whitespace_cells,
        whitespace.known_cells >= 1 as step_1,
        2 * whitespace.known_cells >= whitespace.applicable_cells as step_2,
        case
            when whitespace.competitor_cells_dated = whitespace.competitor_cells then true
            when exported.has_plan_actions then false
        end as step_3,
        whitespace.moved_cells >= 1 as step_4
    from accounts
    inner join account_whitespace as whitespace on whitespace.account_id = accounts.account_id
    cross join exported
    where accounts.is_eligible

)

select
    account_id,
    step_1,
    step_2,
    step_3,
    step_4,
    case
        when not has_whitespace_cells then 'no whitespace_cells export'
        when applicable_cells = 0 then 'no tile applies'
        else 'no tile known'
    end as fact_1,
    cast(known_cells as varchar) || ' of ' || cast(applicable_cells as varchar) || ' tiles known, half needed' as fact_2,
    case
        when step_3 is null then 'no plan_actions export'
        else cast(undated_cells as varchar) || ' of ' || cast(competitor_cells as varchar)
            || ' competitor tiles without a contract end or an action to find it'
    end as fact_3,
    case when step_4 is null then 'no field_history export' else 'no tile changed in two quarters' end as fact_4,
    case when not has_whitespace_cells then 'whitespace_cells' end as export_1,
    case when step_3 is null then 'plan_actions' end as export_3,
    case when step_4 is null then 'field_history' end as export_4
from steps
