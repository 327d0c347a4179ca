-- What pipeline a quarter that is to come needs and still lacks: the coverage asked of it times its quota, less what is open.
-- grain: one row
-- key: quarter_label
-- parameters: as_of, compare_to, team, owner, region, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: quarter_label, quota
-- open_quarter_amount: open and expected to close in the quarter; null is unknown
-- late_amount: of it, at stage late_stage or later
-- asked_coverage: what is asked of the next quarter, in times of its quota
-- asked_amount: that, as money; null without a quota
-- create_amount: asked_amount less what is open, 0 when met; null where one of them is unknown

with

told as (

    select
        summary.quarter_label,
        summary.quota,
        summary.open_quarter_amount,
        summary.late_amount,
        cast(thresholds.next_quarter_coverage as double) as asked_coverage,
        cast(round(summary.quota * thresholds.next_quarter_coverage, 2) as decimal(18, 2)) as asked_amount
    from pipeline_summary as summary
    cross join thresholds

)

select
    quarter_label,
    quota,
    open_quarter_amount,
    late_amount,
    asked_coverage,
    asked_amount,
    case
        when asked_amount > open_quarter_amount then cast(asked_amount - open_quarter_amount as decimal(18, 2))
        when asked_amount is not null and open_quarter_amount is not null then 0
    end as create_amount
from told
