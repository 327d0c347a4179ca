-- What threatens the open forecast of key accounts (S106): no live plan, an old plan, a weak or a single relationship.
-- To act on: no live plan, or two reasons together, or a single contact with the close in this quarter; one other reason is
-- to be watched, so a relationship below level 3 alone never asks to act.
-- An unknown is no reason: a deal without a known reason, of which one could not be judged, is told apart.
-- grain: one row per open opportunity in Best Case, Most Likely or Commit on a key account
-- key: opportunity_id
-- columns: opportunity_id, account_id, amount, close_on
-- owner_id: owner of the opportunity as exported
-- forecast_category: best_case, most_likely or commit
-- is_this_quarter: closes in the fiscal quarter of the data; null without a close date
-- has_no_plan: neither a live plan of the account nor of one above; null without a plans export
-- has_stale_plan: the plan that covers it is stale or overtaken by an event (S21, S23); null where nothing says
-- is_below_l3: the relationship is below level 3 (S55); null where an export that would tell is missing
-- is_single_threaded: at most one contact in two-way touch (S57); null without an interactions export
-- risk_reasons: those of the four that hold, in words; null where none does
-- risk_state: act, watch, not judged (none holds, at least one is unknown) or no reason known
-- risk_place: 1 act, 2 watch, 3 not judged, 4 no reason known

with

account_risks as (

    select
        states.account_id,
        case when exported.has_account_plans then not states.is_covered end as has_no_plan,
        case
            when not exported.has_account_plans then null
            when not states.is_covered then false
            when states.is_trigger_stale then true
            else plans.age_band = 'stale'
        end as has_stale_plan,
        case
            when rungs.level >= 3 then false
            when not rungs.is_level_unknown then true
        end as is_below_l3,
        rungs.thread_band = 'single' as is_single_threaded
    from plan_states as states
    cross join exported
    inner join relationship_rungs as rungs on rungs.account_id = states.account_id
    left join plans on plans.plan_id = case when states.is_covered then coalesce(states.parent_plan_id, states.plan_id) end

),

deals as (

    select
        opportunities.opportunity_id,
        opportunities.account_id,
        opportunities.owner_id,
        opportunities.amount,
        opportunities.forecast_category,
        opportunities.close_on,
        opportunities.close_on between export_run.quarter_starts_on and export_run.quarter_ends_on as is_this_quarter,
        risks.has_no_plan,
        risks.has_stale_plan,
        risks.is_below_l3,
        risks.is_single_threaded,
        case when risks.has_no_plan then 1 else 0 end
        + case when risks.has_stale_plan then 1 else 0 end
        + case when risks.is_below_l3 then 1 else 0 end
        + case when risks.is_single_threaded then 1 else 0 end as reasons
    from opportunities
    inner join account_risks as risks on risks.account_id = opportunities.account_id
    cross join export_run
    where not opportunities.is_closed
        and opportunities.forecast_category in ('best_case', 'most_likely', 'commit')

),

placed as (

    select
        *,
        case
            when has_no_plan or reasons >= 2 or (is_single_threaded and is_this_quarter) then 1
            when reasons = 1 then 2
            when has_no_plan is null or has_stale_plan is null or is_below_l3 is null or is_single_threaded is null
                then 3
            else 4
        end as risk_place
    from deals

)

select
    opportunity_id,
    account_id,
    owner_id,
    amount,
    forecast_category,
    close_on,
    is_this_quarter,
    has_no_plan,
    has_stale_plan,
    is_below_l3,
    is_single_threaded,
    nullif(
        substr(
            case when has_no_plan then '; no live plan' else '' end
            || case when has_stale_plan then '; plan is old or behind events' else '' end
            || case when is_below_l3 then '; no senior supporter' else '' end
            || case when is_single_threaded then '; one contact only' else '' end,
            3
        ),
        ''
    ) as risk_reasons,
    case risk_place when 1 then 'act' when 2 then 'watch' when 3 then 'not judged' else 'no reason known' end
        as risk_state,
    cast(risk_place as integer) as risk_place
from placed
order by opportunity_id
