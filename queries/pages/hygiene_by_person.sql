-- How clean the open deals of this quarter are, per person, by count and by amount (2.5). No rule weighs more than another.
-- grain: one row per owner of an open deal
-- key: person_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: person_name, deals_open, quarter_deals, act_deals, act_deal_share, act_amount, act_amount_share
-- columns: undated_deals
-- person_id: owner of the deals
-- manager_name: whom the owner reports to
-- quarter_amount: their value, positive amounts only
-- watch_deals: deals of the review to watch, none of them among those to act on
-- past_due_deals: open deals whose expected close has passed, whenever it was
-- pushed_deals: open deals that slipped into a later quarter at least once; null where no snapshots tell

with

counted as (

    select
        deals.owner_id,
        min(deals.owner_name) as owner_name,
        min(deals.manager_name) as manager_name,
        count(*) as deals_open,
        count(*) filter (where deals.is_in_review) as quarter_deals,
        count(*) filter (where deals.is_in_review and deals.severity = 'act') as act_deals,
        coalesce(sum(deals.worth) filter (where deals.is_in_review), 0) as quarter_amount,
        coalesce(sum(deals.worth) filter (where deals.is_in_review and deals.severity = 'act'), 0) as act_amount,
        count(*) filter (where deals.is_in_review and deals.severity = 'watch') as watch_deals,
        count(*) filter (where deals.close_on < days.as_of_on) as past_due_deals,
        count(*) filter (where deals.close_on is null) as undated_deals,
        count(deals.quarter_slips) as judged_deals,
        count(*) filter (where deals.quarter_slips > 0) as pushed_deals
    from deals_judged as deals
    cross join review_calendar as days
    group by deals.owner_id

)

select
    owner_id as person_id,
    owner_name as person_name,
    manager_name,
    cast(deals_open as bigint) as deals_open,
    cast(quarter_deals as bigint) as quarter_deals,
    cast(act_deals as bigint) as act_deals,
    cast(act_deals as double) / nullif(quarter_deals, 0) as act_deal_share,
    cast(quarter_amount as decimal(18, 2)) as quarter_amount,
    cast(act_amount as decimal(18, 2)) as act_amount,
    cast(act_amount as double) / nullif(quarter_amount, 0) as act_amount_share,
    cast(watch_deals as bigint) as watch_deals,
    cast(past_due_deals as bigint) as past_due_deals,
    cast(undated_deals as bigint) as undated_deals,
    case when judged_deals > 0 then cast(pushed_deals as bigint) end as pushed_deals
from counted
order by act_amount desc nulls last, owner_name nulls last, owner_id nulls last
