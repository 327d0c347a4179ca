-- Why each deal counts on one day and not on the other, or counts for another amount (2.3.3). First match wins.
-- The amounts of all steps but the ending add up to the ending, for any scope, quarter and pair of days.
-- grain: one row per deal, later day and step
-- key: opportunity_id, after_on, bucket
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: bucket, place, kind, opportunity_id, after_on, before_on, before_close_on, after_close_on, before_stage
-- columns: after_stage, before_stage_order, after_stage_order, before_category, after_category, before_owner_id
-- columns: after_owner_id
-- outcome: won or lost for the steps of deals that closed
-- amount: what the deal adds to the step; negative where it takes away
-- before_amount: value on the earlier day
-- after_amount: value on the later day

with

reasons as (

    select
        pairs.*,
        case
            when is_before_in or not (is_after_in or is_won_now) then null
            when not is_before and created_on > before_on then 'new'
            when not is_before and is_before_partial then 'not in the partial snapshot before'
            when not is_before then 'backfilled or reappeared'
            when is_before_closed then 'reopened'
            when not is_before_scoped then 'transferred in'
            when before_close_on > quarter_ends_on then 'pulled in'
            when before_close_on < quarter_starts_on then 'rolled in'
            when not is_before_eligible then 'newly eligible'
            else 'category in'
        end as entry,
        case
            when is_before_in and is_after_in then null
            when not is_before_in and not is_won_now then null
            when not is_before_in and is_after_last then 'won after the last snapshot'
            when not is_before_in then 'won'
            when not is_after and is_after_partial then 'not in the partial snapshot'
            when not is_after then 'deleted or missing'
            when not is_after_scoped then 'transferred out'
            when is_won_now and is_after_last then 'won after the last snapshot'
            when is_won_now then 'won'
            when is_after_closed and not is_after_won and is_after_last then 'lost after the last snapshot'
            when is_after_closed and not is_after_won then 'lost'
            when is_after_won and after_close_on between quarter_starts_on and quarter_ends_on then 'won, close date to come'
            when after_close_on > quarter_ends_on then 'pushed out'
            when after_close_on < quarter_starts_on then 'pulled out'
            when not is_after_eligible then 'omitted or below stage'
            else 'category out'
        end as leave
    from pipeline_pairs as pairs

),

steps as (

    select 'starting' as bucket, before_amount as amount, reasons.*
    from reasons
    where is_before_in and $form is distinct from 'gross'
    union all
    select entry, after_amount, reasons.* from reasons where entry is not null
    union all
    select
        case when after_amount > before_amount then 'increased' else 'decreased' end,
        after_amount - before_amount,
        reasons.*
    from reasons
    where is_before_in and (is_after_in or is_won_now) and after_amount <> before_amount
    union all
    select leave, case when is_won_now then -after_amount else -before_amount end, reasons.*
    from reasons
    where leave is not null
    union all
    select 'ending', after_amount, reasons.*
    from reasons
    where is_after_in and $form is distinct from 'gross'
    union all
    select 'created and lost', after_amount, reasons.*
    from reasons
    where
        not is_before
        and created_on > before_on
        and is_after_scoped
        and is_after_closed
        and not is_after_won
        and after_close_on between quarter_starts_on and quarter_ends_on

)

select
    steps.bucket,
    names.place,
    names.kind,
    names.outcome,
    steps.opportunity_id,
    cast(steps.amount as decimal(18, 2)) as amount,
    steps.after_on,
    steps.before_on,
    steps.before_amount,
    steps.after_amount,
    steps.before_close_on,
    steps.after_close_on,
    steps.before_stage,
    steps.after_stage,
    steps.before_stage_order,
    steps.after_stage_order,
    steps.before_category,
    steps.after_category,
    steps.before_owner_id,
    steps.after_owner_id
from steps
inner join waterfall_steps as names on names.bucket = steps.bucket
