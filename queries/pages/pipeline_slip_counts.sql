-- How often the open deals within the filters were pushed, and what no snapshot tells (2.4).
-- grain: one row
-- key: as_of_on
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: as_of_on, deals_open
-- judged_deals: of these, with at least two snapshots
-- pushed_deals: of these, pushed at least once
-- slipped_deals: of these, moved into a later quarter at least once
-- serial_deals: of these, serial pushers (H8)
-- slipped_amount: value of the deals that slipped, positive amounts only
-- longest_gap: most days between two snapshots of one of these deals

select
    days.as_of_on,
    cast(count(deals.opportunity_id) as bigint) as deals_open,
    cast(count(deals.pushes) as bigint) as judged_deals,
    cast(count(*) filter (where deals.pushes > 0) as bigint) as pushed_deals,
    cast(count(*) filter (where deals.quarter_slips > 0) as bigint) as slipped_deals,
    cast(
        count(*) filter (
            where deals.quarter_slips >= thresholds.slips_act or deals.pushes >= thresholds.pushes_act
        ) as bigint
    ) as serial_deals,
    cast(
        coalesce(sum(deals.amount) filter (where deals.quarter_slips > 0 and deals.amount > 0), 0) as decimal(18, 2)
    ) as slipped_amount,
    max(deals.longest_gap) as longest_gap
from review_calendar as days
cross join thresholds
left join scoped_open_deals as deals on true
group by days.as_of_on
