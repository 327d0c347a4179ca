-- Which open opportunities a manager should go through with the whole team, why, and when that happened last (2.5).
-- grain: one row per open opportunity that qualifies for a consult or is suggested for one
-- key: opportunity_id
-- columns: opportunity_id, account_id, reason, consult_days, amount
-- owner_id: its owner; 'unassigned' where nobody is named
-- qualifies: true when its size asks for a consult, or it is among the largest of an AE with few large deals
-- is_top: true when it qualifies as one of those largest
-- is_suggested: true when it is in Commit or Best Case and its relationship or its deal plan is thin (S32)
-- last_consult_on: last day a manager went through it; null for never, and where no export tells
-- is_due: true when never, or longer ago than consult_days in the settings; null without an export of deal plans
-- is_commit_due: true when it is in Commit and not known to be done, what comes first
-- is_this_quarter: true when it is expected to close this quarter, what comes next
-- quarter_slips: times its expected close moved into a later quarter; null with fewer than two snapshots
-- days_since: consult_days, with never as the longest of all

with

soon as (

    select
        deals.*,
        rungs.level as relationship_level,
        deals.stage_order >= thresholds.consult_stage and deals.landing in (0, 1) as is_late_and_soon,
        case when deals.segment = 'Mid-Market' then thresholds.consult_mid_market_amount
            when deals.segment = 'SMB' then null
            else thresholds.consult_enterprise_amount
        end as asked_amount,
        date_diff('day', deals.last_consult_on, days.as_of_on) as consult_days,
        plans.verdict <> 'not checked' as are_plans_judged,
        (select has_opportunity_plans from exported) as are_consults_exported,
        thresholds.consult_floor_amount,
        thresholds.consult_top,
        thresholds.consult_days as consult_limit_days
    from open_deals as deals
    left join relationship_rungs as rungs on rungs.account_id = deals.account_id
    cross join review_calendar as days
    cross join thresholds
    cross join (select verdict from hygiene_checks where rule = 'H9') as plans

),

ranked as (

    select
        opportunity_id,
        row_number() over (partition by owner_id order by amount desc nulls last, opportunity_id nulls last) as place,
        count(*) filter (where amount >= consult_floor_amount) over (partition by owner_id) as large_deals
    from soon
    where is_late_and_soon and amount > 0

),

judged as (

    select
        soon.*,
        soon.is_late_and_soon and coalesce(soon.amount >= soon.asked_amount, false) as is_large,
        coalesce(
            ranked.large_deals < soon.consult_top
            and ranked.place <= soon.consult_top
            and soon.owner_id <> 'unassigned',
            false
        ) as is_among_largest,
        soon.forecast_category in ('commit', 'best_case') and coalesce(soon.relationship_level < 3, false)
            as has_thin_relationship,
        soon.forecast_category in ('commit', 'best_case')
        and soon.are_plans_judged
        and coalesce(soon.overview_filled = 0, false) as has_no_deal_plan,
        case
            when soon.are_consults_exported then coalesce(soon.consult_days > soon.consult_limit_days, true)
        end as is_due
    from soon
    left join ranked on ranked.opportunity_id = soon.opportunity_id

)

select
    opportunity_id,
    account_id,
    owner_id,
    is_large or is_among_largest as qualifies,
    is_among_largest and not is_large as is_top,
    has_thin_relationship or has_no_deal_plan as is_suggested,
    case
        when is_large
            then cast(cast(round(asked_amount * 0.001, 0) as bigint) as varchar) || 'k or more, closes '
                || case when landing = 0 then 'this' else 'next' end || ' quarter'
        when is_among_largest
            then 'among the ' || cast(consult_top as varchar) || ' largest of an AE with few large deals'
        else category_label
    end
    || case when has_thin_relationship then '; no senior supporter yet' else '' end
    || case when has_no_deal_plan then '; no deal plan' else '' end
    || case when is_due and last_consult_on is null then '; no consult yet' else '' end as reason,
    last_consult_on,
    cast(consult_days as integer) as consult_days,
    is_due,
    forecast_category = 'commit' and coalesce(is_due, true) as is_commit_due,
    coalesce(landing = 0, false) as is_this_quarter,
    quarter_slips,
    amount,
    cast(coalesce(consult_days, 99999) as integer) as days_since
from judged
where is_large or is_among_largest or has_thin_relationship or has_no_deal_plan
order by owner_id nulls last, opportunity_id
