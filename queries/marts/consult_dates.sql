-- Every day on which a manager went through an opportunity with its owner (2.5, S31).
-- The dates that review notes begin with count; where the notes tell none, the exported day of the last consult does.
-- grain: one row per opportunity and day
-- key: opportunity_id, consulted_on
-- columns: opportunity_id, account_id
-- owner_id: who owns it today
-- consulted_on: day of the consult, never after the day of the data

with

told as (

    select notes.opportunity_id, notes.consulted_on
    from stg_consult_dates as notes
    inner join export_run on notes.consulted_on <= export_run.as_of_on

),

days as (

    select opportunity_id, consulted_on from told
    union all
    select plans.opportunity_id, plans.last_consult_on
    from stg_opportunity_plans as plans
    inner join export_run on plans.last_consult_on <= export_run.as_of_on
    where not exists (select 1 from told where told.opportunity_id = plans.opportunity_id)

)

select days.opportunity_id, deals.account_id, coalesce(deals.owner_id, 'unassigned') as owner_id, days.consulted_on
from days
inner join opportunities as deals on deals.opportunity_id = days.opportunity_id
