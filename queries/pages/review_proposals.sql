-- When the reviews of months 2 and 3 should be: some thirty and sixty days after the QBR, never on a weekend, never in the last days of the quarter (S100, S101).
-- grain: one row per review of the quarter
-- key: month_of_fq
-- $qbr: day of the QBR; null means the last one of this quarter in the reviews export, else the end of its two weeks
-- month_of_fq: month of the quarter it belongs to, 1 to 3
-- review: what it is
-- proposed_on: day proposed
-- is_shifted: true when it was moved off a weekend
-- is_clash: true when it lies in the last quarter_last_days of the quarter, or after it
-- qbr_on: the QBR it is counted from
-- qbr_source: where that day comes from
-- last_free_on: last day of the quarter on which a review may be

with

held as (

    select max(plan_reviews.review_on) as qbr_on
    from plan_reviews
    cross join review_calendar as days
    where
        plan_reviews.review_type = 'qbr'
        and plan_reviews.review_on between days.quarter_starts_on and days.quarter_starts_on + 13
        and plan_reviews.review_on <= days.as_of_on

),

counted_from as (

    select
        days.as_of_on,
        days.quarter_ends_on,
        coalesce($qbr, held.qbr_on, days.quarter_starts_on + 13) as qbr_on,
        case
            when $qbr is not null then 'as picked'
            when held.qbr_on is not null then 'the last QBR in the reviews export'
            else 'the end of the two weeks for QBRs, as no export names the day'
        end as qbr_source,
        days.quarter_ends_on - cast(thresholds.quarter_last_days as integer) as last_free_on,
        cast(thresholds.review_gap_days as integer) as gap_days
    from review_calendar as days
    cross join thresholds
    cross join held

),

reviews as (

    select 1 as month_of_fq, 'Month 1, in the QBR itself' as review, qbr_on as counted_on, counted_from.* from counted_from
    union all
    select 2, 'Month 2, forecast and pipeline', qbr_on + gap_days, counted_from.* from counted_from
    union all
    select 3, 'Month 3, forecast and pipeline', qbr_on + 2 * gap_days, counted_from.* from counted_from

),

shifted as (

    select
        reviews.*,
        case
            when reviews.month_of_fq > 1 and date_diff('day', calendar.week_starts_on, reviews.counted_on) > 4
                then calendar.week_starts_on + 4
            else reviews.counted_on
        end as proposed_on
    from reviews
    inner join calendar on calendar.day_on = reviews.counted_on

)

select
    cast(month_of_fq as integer) as month_of_fq,
    review,
    proposed_on,
    proposed_on <> counted_on as is_shifted,
    month_of_fq > 1 and proposed_on > last_free_on as is_clash,
    qbr_on,
    qbr_source,
    last_free_on
from shifted
order by month_of_fq nulls last
