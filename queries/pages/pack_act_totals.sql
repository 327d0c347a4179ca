-- What the open deals of the running quarter come to, and those of them to act on, as of the day of the data.
-- grain: one row
-- key: quarter_label
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: quarter_label, quarter_deals, act_deals, act_amount, act_amount_share
-- quarter_amount: value of the deals expected this quarter, positive amounts only

select
    days.quarter_label,
    cast(coalesce(sum(deals.quarter_deals), 0) as bigint) as quarter_deals,
    cast(coalesce(sum(deals.quarter_amount), 0) as decimal(18, 2)) as quarter_amount,
    cast(coalesce(sum(deals.act_deals), 0) as bigint) as act_deals,
    cast(coalesce(sum(deals.act_amount), 0) as decimal(18, 2)) as act_amount,
    cast(sum(deals.act_amount) as double) / nullif(cast(sum(deals.quarter_amount) as double), 0) as act_amount_share
from review_calendar as days
left join hygiene_by_person as deals on deals.person_id is not null
group by days.quarter_label
order by days.quarter_label nulls last
