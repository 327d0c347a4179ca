-- Where the day of the data stands in the season of QBRs: they are prepared at the end of a quarter and held in the
-- first days of the next one, about the quarter that ended (S30). Meetings of months 2 and 3 follow (S100).
-- grain: one row
-- key: prep_starts_on
-- columns: as_of_on, quarter_starts_on, quarter_ends_on
-- phase: window while QBRs are held, preparation before, else countdown
-- quarter_label: the quarter that the QBR is about
-- prep_starts_on: first day of preparation
-- window_starts_on: first day on which QBRs are held
-- window_ends_on: last such day

with

asked as (

    select
        export_run.as_of_on,
        cast(thresholds.qbr_prep_days as integer) as prep_length,
        cast(thresholds.qbr_window_days as integer) as window_length,
        case
            when date_diff('day', export_run.quarter_starts_on, export_run.as_of_on) < thresholds.qbr_window_days
                then export_run.quarter_starts_on
            else export_run.quarter_ends_on + 1
        end as window_starts_on
    from export_run
    cross join thresholds

),

dated as (

    select
        asked.*,
        asked.window_starts_on - asked.prep_length as prep_starts_on,
        asked.window_starts_on + asked.window_length - 1 as window_ends_on,
        calendar.quarter_label,
        calendar.quarter_starts_on,
        calendar.quarter_ends_on
    from asked
    inner join calendar on calendar.day_on = asked.window_starts_on - 1

)

select
    as_of_on,
    case
        when as_of_on >= window_starts_on then 'window' when as_of_on >= prep_starts_on then 'preparation' else 'countdown'
    end as phase,
    quarter_label,
    quarter_starts_on,
    quarter_ends_on,
    prep_starts_on,
    window_starts_on,
    window_ends_on
from dated
