-- Where the day of the data stands in its fiscal quarter, and the quarters that follow.
-- grain: one row
-- key: as_of_on
-- columns: as_of_on, quarter_starts_on, quarter_ends_on, next_label
-- month_of_fq: month of the fiscal quarter, 1 to 3
-- quarter_label: this quarter
-- days_to_quarter_end: days left, 0 on the last day
-- month1_ends_on: last day of its first month
-- days_to_month1_end: days left of the first month, 0 on its last day; null after it
-- month2_starts_on: first day of its second month, from which every deal needs a category that holds (S99)
-- month3_starts_on: first day of its third month
-- next_starts_on: its first day
-- next_ends_on: its last day
-- after_next_label: the quarter after
-- after_next_starts_on: its first day
-- after_next_ends_on: its last day

with

months as (

    select
        quarter_label,
        max(day_on) filter (where month_of_fq = 1) as month1_ends_on,
        min(day_on) filter (where month_of_fq = 2) as month2_starts_on,
        min(day_on) filter (where month_of_fq = 3) as month3_starts_on
    from calendar
    group by quarter_label

)

select
    export_run.as_of_on,
    cast(today.month_of_fq as integer) as month_of_fq,
    today.quarter_label,
    today.quarter_starts_on,
    today.quarter_ends_on,
    cast(today.days_to_quarter_end as integer) as days_to_quarter_end,
    months.month1_ends_on,
    case
        when today.month_of_fq = 1
            then cast(date_diff('day', export_run.as_of_on, months.month1_ends_on) as integer)
    end as days_to_month1_end,
    months.month2_starts_on,
    months.month3_starts_on,
    following.quarter_label as next_label,
    following.quarter_starts_on as next_starts_on,
    following.quarter_ends_on as next_ends_on,
    later.quarter_label as after_next_label,
    later.quarter_starts_on as after_next_starts_on,
    later.quarter_ends_on as after_next_ends_on
from export_run
inner join calendar as today on today.day_on = export_run.as_of_on
inner join months on months.quarter_label = today.quarter_label
inner join calendar as following on following.day_on = today.quarter_ends_on + 1
inner join calendar as later on later.day_on = following.quarter_ends_on + 1
