-- Every open opportunity with the facts that reviews judge it by, at the day of the data. It is compared with its own past
-- under its owner of today: what it was worth in other hands is not for those who came later.
-- grain: one row per open opportunity
-- key: opportunity_id
-- columns: opportunity_id, opportunity_name, account_name, region, owner_id, owner_state, type, stage, stage_order
-- columns: forecast_category, amount, is_without_amount, close_on, landing, close_quarter_label, created_on
-- columns: next_step, next_step_on, moved_on, idle_days, snapshots, pushes, quarter_slips, days_pushed, longest_gap
-- columns: is_pushed_from_this, stage_order_before, compared_on, amount_before, amount_before_on
-- columns: close_before_window_on, has_deal_plan, overview_filled, overview_total, full_filled, full_total
-- columns: last_consult_on
-- account_id: its account; null where the export has none or an unknown one
-- segment: segment of the deal, else of its account; null is unknown
-- category_label: the category as people say it
-- is_key_deal: on a key account, or of key_deal_amount and more (S14)

with

recent as (

    select
        snapshots.opportunity_id,
        snapshots.snapshot_on,
        snapshots.stage_order,
        snapshots.amount,
        snapshots.close_on,
        not snapshots.is_handed_over and snapshots.snapshot_on < days.as_of_on as is_before,
        not snapshots.is_handed_over
        and date_diff('day', snapshots.snapshot_on, days.as_of_on) >= thresholds.mover_days as is_week_before,
        not snapshots.is_handed_over
        and date_diff('day', snapshots.snapshot_on, days.quarter_ends_on) >= thresholds.pulled_in_days as is_before_window,
        snapshots.snapshot_on >= days.quarter_starts_on
        and snapshots.close_on between days.quarter_starts_on and days.quarter_ends_on as is_expected_this
    from opportunity_snapshots as snapshots
    cross join review_calendar as days
    cross join thresholds
    where
        not snapshots.is_deleted
        and snapshots.snapshot_on <= days.as_of_on
        and date_diff('day', snapshots.snapshot_on, days.quarter_starts_on) <= thresholds.mover_days + thresholds.max_staleness

),

newest as (

    select
        opportunity_id,
        max(snapshot_on) filter (where is_before) as before_on,
        max(snapshot_on) filter (where is_week_before) as week_before_on,
        max(snapshot_on) filter (where is_before_window) as before_window_on,
        max(case when is_expected_this then 1 else 0 end) = 1 as was_expected_this
    from recent
    group by opportunity_id

),

compared as (

    select
        newest.opportunity_id,
        newest.before_on,
        newest.week_before_on,
        newest.was_expected_this,
        max(case when recent.snapshot_on = newest.before_on then recent.stage_order end) as stage_order_before,
        max(case when recent.snapshot_on = newest.week_before_on then recent.amount end) as amount_before,
        max(case when recent.snapshot_on = newest.before_window_on then recent.close_on end) as close_before_window_on
    from newest
    inner join recent on recent.opportunity_id = newest.opportunity_id
    group by newest.opportunity_id, newest.before_on, newest.week_before_on, newest.was_expected_this

),

moves as (

    select
        opportunity_id,
        max(changed_on) filter (where is_stage_changed or is_next_step_changed) as changed_on
    from opportunity_changes
    group by opportunity_id

),

consults as (

    select opportunity_id, max(consulted_on) as last_consult_on from consult_dates group by opportunity_id

),

signs as (

    select
        deals.opportunity_id,
        nullif(
            greatest(
                coalesce(case when deals.last_activity_on <= days.as_of_on then deals.last_activity_on end, epoch.day_on),
                coalesce(moves.changed_on, epoch.day_on),
                coalesce(case when deals.created_on <= days.as_of_on then deals.created_on end, epoch.day_on)
            ),
            epoch.day_on
        ) as moved_on
    from opportunities as deals
    cross join review_calendar as days
    cross join (select cast('1900-01-01' as date) as day_on) as epoch
    left join moves on moves.opportunity_id = deals.opportunity_id
    where not deals.is_closed

)

select
    deals.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    coalesce(accounts.account_name, deals.account_id) as account_name,
    accounts.region,
    coalesce(deals.owner_id, 'unassigned') as owner_id,
    case
        when deals.owner_id is null then 'unassigned'
        when owners.person_id is null then 'unknown'
        when owners.is_active then 'active'
        else 'inactive'
    end as owner_state,
    coalesce(deals.segment, accounts.segment) as segment,
    deals.type,
    deals.stage,
    deals.stage_order,
    deals.forecast_category,
    categories.label as category_label,
    deals.amount,
    coalesce(keys.is_key or deals.amount >= thresholds.key_deal_amount, keys.is_key, false) as is_key_deal,
    coalesce(deals.amount_as_given, 0) = 0 as is_without_amount,
    deals.close_on,
    cast(
        (closing.fiscal_year - today.fiscal_year) * 4 + closing.fiscal_quarter - today.fiscal_quarter as integer
    ) as landing,
    closing.quarter_label as close_quarter_label,
    deals.created_on,
    deals.next_step,
    deals.next_step_on,
    signs.moved_on,
    cast(date_diff('day', signs.moved_on, days.as_of_on) as integer) as idle_days,
    coalesce(pushes.snapshots, 0) as snapshots,
    pushes.pushes,
    pushes.quarter_slips,
    pushes.days_pushed,
    pushes.longest_gap,
    coalesce(compared.was_expected_this and deals.close_on > days.quarter_ends_on, false) as is_pushed_from_this,
    compared.stage_order_before,
    compared.before_on as compared_on,
    compared.amount_before,
    case
        when date_diff('day', compared.week_before_on, days.as_of_on) <= thresholds.mover_days + thresholds.max_staleness
            then compared.week_before_on
    end as amount_before_on,
    case
        when days.days_to_quarter_end < thresholds.pulled_in_days then compared.close_before_window_on
    end as close_before_window_on,
    plans.opportunity_id is not null as has_deal_plan,
    case when plans.opportunity_id is null then 0 else plans.overview_filled end as overview_filled,
    plans.overview_total,
    case when plans.opportunity_id is null then 0 else plans.full_filled end as full_filled,
    plans.full_total,
    consults.last_consult_on
from opportunities as deals
inner join forecast_categories as categories on categories.category = deals.forecast_category
cross join review_calendar as days
cross join thresholds
inner join calendar as today on today.day_on = days.as_of_on
inner join signs on signs.opportunity_id = deals.opportunity_id
left join calendar as closing on closing.day_on = deals.close_on
left join stg_accounts as accounts on accounts.account_id = deals.account_id
left join accounts as keys on keys.account_id = deals.account_id
left join stg_users as owners on owners.person_id = deals.owner_id
left join opportunity_pushes as pushes on pushes.opportunity_id = deals.opportunity_id
left join compared on compared.opportunity_id = deals.opportunity_id
left join stg_opportunity_plans as plans on plans.opportunity_id = deals.opportunity_id
left join consults on consults.opportunity_id = deals.opportunity_id
where not deals.is_closed
order by owner_id nulls last, deals.opportunity_id
