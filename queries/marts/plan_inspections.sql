-- Evidence that a manager inspects each account plan, in whole fourteen-day windows back from the day of the data
-- (S22). An inspection is a one-on-one, account review or QBR by someone above the plan's owner.
-- grain: one row per account plan that is live
-- key: plan_id
-- columns: plan_id, account_id, inspected_days
-- windows_live: whole windows in which it was live, at most inspection_windows; 0 for a plan too young
-- windows_inspected: those with at least one inspection; null without a reviews export
-- inspections: inspections since it went live; null without a reviews export
-- inspected_on: last inspection; null without one
-- inspected_by_id: who inspected last
-- inspections_since_change: inspections after the last change of content; null without a reviews export
-- reviewed_on: last review of any kind by anyone

with

live as (

    select
        plans.plan_id,
        plans.account_id,
        plans.owner_id,
        plans.changed_on,
        plans.live_from_on,
        export_run.as_of_on,
        thresholds.inspection_window_days as window_days,
        least(
            cast(floor(
                cast(date_diff('day', plans.live_from_on, export_run.as_of_on) + 1 as double)
                / nullif(thresholds.inspection_window_days, 0)
            ) as bigint),
            thresholds.inspection_windows
        ) as windows_live
    from plans
    cross join export_run
    cross join thresholds
    where plans.is_live

),

inspections as (

    select
        live.plan_id,
        reviews.review_on,
        reviews.reviewer_id,
        cast(floor(
            cast(date_diff('day', reviews.review_on, live.as_of_on) as double) / nullif(live.window_days, 0)
        ) as bigint) + 1 as window_place,
        reviews.review_on > live.changed_on as is_after_change,
        row_number() over (
            partition by live.plan_id order by reviews.review_on desc nulls last, reviews.review_id nulls last
        ) as place
    from live
    inner join stg_plan_reviews as reviews on reviews.plan_id = live.plan_id
    inner join reports
        on reports.manager_id = reviews.reviewer_id and reports.person_id = live.owner_id and reports.levels > 0
    where reviews.review_type in ('one_on_one', 'account_review', 'qbr')
        and reviews.review_on <= live.as_of_on
        and reviews.review_on >= live.live_from_on

),

counted as (

    select
        live.plan_id,
        count(distinct inspections.window_place) filter (where inspections.window_place <= live.windows_live)
            as windows_inspected,
        count(inspections.plan_id) as inspections,
        max(inspections.review_on) as inspected_on,
        max(case when inspections.place = 1 then inspections.reviewer_id end) as inspected_by_id,
        count(inspections.plan_id) filter (where inspections.is_after_change) as inspections_since_change
    from live
    left join inspections on inspections.plan_id = live.plan_id
    group by live.plan_id

),

reviewed as (

    select reviews.plan_id, max(reviews.review_on) as reviewed_on
    from stg_plan_reviews as reviews
    cross join export_run
    where reviews.review_on <= export_run.as_of_on
    group by reviews.plan_id

)

select
    live.plan_id,
    live.account_id,
    live.windows_live,
    case when exported.has_plan_reviews then counted.windows_inspected end as windows_inspected,
    case when exported.has_plan_reviews then counted.inspections end as inspections,
    counted.inspected_on,
    date_diff('day', counted.inspected_on, live.as_of_on) as inspected_days,
    counted.inspected_by_id,
    case when exported.has_plan_reviews then counted.inspections_since_change end as inspections_since_change,
    reviewed.reviewed_on
from live
cross join exported
inner join counted on counted.plan_id = live.plan_id
left join reviewed on reviewed.plan_id = live.plan_id
