-- The renewals of a quarter: what was due, renewed, lost or is still open, and what that leaves of the bookings (C14).
-- Due in the quarter is what has its close date in it, at the amount of the deal.
-- grain: one row
-- key: quarter_label
-- parameters: as_of, compare_to, team, owner, region, policy, ownership
-- $quarter: label of the fiscal quarter; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- quarter_label: the quarter
-- due_amount: renewed, churned and open together; null where no snapshot tells what was open
-- renewed_amount: renewals won with a close date in the quarter
-- renewed_deals: number of them
-- churned_amount: renewals lost, those of less than nothing as nothing
-- churned_deals: number of them
-- open_renewal_amount: renewals open in the quarter, in every category; null where no snapshot tells
-- open_renewal_deals: number of them
-- gross_renewal_share: renewed by renewed and churned, amounts above nothing alone; null while nothing has been decided
-- booked_amount: won in the quarter, renewals included
-- net_booked_amount: the same less what churned

with

sums as (

    select
        coalesce(sum(amount) filter (where category = 'closed'), 0) as booked,
        coalesce(sum(amount) filter (where is_renewal and category = 'closed'), 0) as renewed,
        count(*) filter (where is_renewal and category = 'closed') as renewed_deals,
        coalesce(sum(greatest(amount, 0)) filter (where is_renewal and category = 'closed'), 0) as renewed_above,
        coalesce(sum(greatest(amount, 0)) filter (where is_renewal and category = 'lost'), 0) as churned,
        count(*) filter (where is_renewal and category = 'lost') as churned_deals,
        coalesce(sum(amount) filter (where is_renewal and is_open), 0) as open_amount,
        count(*) filter (where is_renewal and is_open) as open_deals
    from pipeline_states
    where is_in_quarter

)

select
    asked.quarter_label,
    cast(case when asked.as_of_on is not null then sums.renewed + sums.churned + sums.open_amount end as decimal(18, 2))
        as due_amount,
    cast(sums.renewed as decimal(18, 2)) as renewed_amount,
    cast(sums.renewed_deals as bigint) as renewed_deals,
    cast(sums.churned as decimal(18, 2)) as churned_amount,
    cast(sums.churned_deals as bigint) as churned_deals,
    cast(case when asked.as_of_on is not null then sums.open_amount end as decimal(18, 2)) as open_renewal_amount,
    cast(case when asked.as_of_on is not null then sums.open_deals end as bigint) as open_renewal_deals,
    cast(sums.renewed_above as double) / nullif(cast(sums.renewed_above + sums.churned as double), 0) as gross_renewal_share,
    cast(sums.booked as decimal(18, 2)) as booked_amount,
    cast(sums.booked - sums.churned as decimal(18, 2)) as net_booked_amount
from pipeline_asked as asked
cross join sums
