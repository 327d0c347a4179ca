-- What a quarter's deals came to, as a review tells it: won, lost and slipped, each with what is known of why.
-- A win or a loss has its close date in the quarter by the day of the data; a slip was open in the quarter on its first
-- snapshot and is expected later on its last, as in the waterfall.
-- grain: one row per deal and outcome
-- key: opportunity_id, outcome
-- parameters: team, owner, region, categories, policy, ownership, bucket, population
-- $as_of: last snapshot of the quarter; null means the newest snapshot
-- $compare_to: first snapshot of the quarter; null means the whole snapshot before
-- $quarter: label of the fiscal quarter; null means that of the day looked at
-- $segment: segment of the deal; null means every segment
-- $form: of the waterfall; null means the two snapshots alone
-- columns: opportunity_id, opportunity_name, account_name
-- outcome: won, lost or slipped
-- outcome_place: order by value within the outcome, from 1
-- person_name: its owner
-- amount: value in the reporting currency; of a slip, what the quarter lost
-- close_on: close date; of a slip, the one now expected
-- outcome_reason: reason as written; null where nobody wrote one
-- competitor: competitor as written

with

below as (

    select reports.person_id
    from reports
    cross join export_run
    where $owner is null and ($team is null or reports.manager_id = $team)
    union
    select $owner where $owner is not null

),

told as (

    select
        case when closed.is_won then 'won' else 'lost' end as outcome,
        closed.opportunity_id,
        closed.owner_id,
        closed.amount,
        closed.close_on
    from closed_opportunities as closed
    inner join counted_kinds as kinds on kinds.is_renewal = closed.is_renewal
    cross join export_run
    where
        closed.quarter_label = coalesce($quarter, export_run.quarter_label)
        and not closed.is_future
        and (closed.is_won or closed.is_counted)
        and ($segment is null or closed.segment = $segment)
        and ($region is null or closed.region = $region)
        and exists (select 1 from below where below.person_id = closed.owner_id)
    union all
    select 'slipped', slips.opportunity_id, opportunities.owner_id, slips.before_amount, slips.after_close_on
    from pipeline_waterfall_deals as slips
    left join opportunities on opportunities.opportunity_id = slips.opportunity_id
    where slips.bucket = 'pushed out'

)

select
    told.outcome,
    cast(row_number() over (
        partition by told.outcome order by told.amount desc nulls last, told.opportunity_id nulls last
    ) as bigint) as outcome_place,
    told.opportunity_id,
    opportunities.opportunity_name,
    accounts.account_name,
    people.person_name,
    cast(told.amount as decimal(18, 2)) as amount,
    told.close_on,
    opportunities.loss_reason as outcome_reason,
    opportunities.competitor
from told
left join opportunities on opportunities.opportunity_id = told.opportunity_id
left join accounts on accounts.account_id = opportunities.account_id
left join people on people.person_id = told.owner_id
order by told.outcome desc nulls last, outcome_place nulls last
