-- What each owner won in each week of a fiscal quarter: the ground of linearity (2.4).
-- grain: one row per owner, segment, region, renewal or not, quarter and week
-- key: owner_id, segment, region, is_renewal, quarter_label, week_norm, month_of_quarter
-- columns: is_renewal, month_of_quarter
-- owner_id: owner of the deals; 'unassigned' where nobody is named
-- segment: segment of the deals, else of their accounts
-- region: region of their accounts
-- quarter_label: fiscal quarter of the close
-- week_norm: week counted back from the end of the quarter, 12 being its last seven days
-- won_amount: won, negatives included, closes in the future left out

select
    closed.owner_id,
    closed.segment,
    closed.region,
    closed.is_renewal,
    closed.quarter_label,
    cast(calendar.week_norm as integer) as week_norm,
    closed.month_of_quarter,
    cast(coalesce(sum(closed.amount), 0) as decimal(18, 2)) as won_amount
from closed_opportunities as closed
inner join calendar on calendar.day_on = closed.close_on
where closed.is_won and not closed.is_future
group by
    closed.owner_id, closed.segment, closed.region, closed.is_renewal, closed.quarter_label, calendar.week_norm, closed.month_of_quarter
order by closed.owner_id, closed.quarter_label
