-- Every key account that counts on either of the two days that adoption compares.
-- Why an account has no plan is known for the day of the data only.
-- grain: one row per account and time in which nothing changed
-- key: account_id, from_on
-- parameters: day, before, team, owner, region, segment
-- $quarter: label of a fiscal quarter, whose end is looked at; null means the day of the data
-- columns: account_id, from_on, coverage, counted_under_id, is_unassigned, region, arr
-- is_now: counts on the day looked at
-- is_before: counts on the day compared with
-- is_without_reason: counts now, has no plan and no reason for it (C12); null on a past day or where it is hidden
-- whitespace_value: open potential in the reporting currency (S74); null without an estimate

with

counted as (

    select
        spans.*,
        spans.from_on <= days.day_on and spans.to_on > days.day_on as is_now,
        spans.from_on <= days.before_on and spans.to_on > days.before_on as is_before,
        days.day_on = days.as_of_on as is_today
    from scoped_spans as spans
    cross join adoption_days as days
    where spans.is_eligible

)

select
    counted.account_id,
    counted.from_on,
    counted.coverage,
    counted.counted_under_id,
    counted.is_unassigned,
    counted.region,
    counted.arr,
    counted.is_now,
    counted.is_before,
    case
        when counted.is_today and not (counted.is_now and coalesce(plan_states.reason_code = 'not shown', false))
            then counted.is_now and coalesce(plan_states.reason_code = 'no reason', false)
    end as is_without_reason,
    account_whitespace.whitespace_value
from counted
left join plan_states on plan_states.account_id = counted.account_id
left join account_whitespace on account_whitespace.account_id = counted.account_id
where counted.is_now or counted.is_before
