-- How many of the deals that qualify for a consult had one lately, by count and by value (2.5).
-- grain: one row
-- key: as_of_on
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: as_of_on
-- qualifying_deals: deals that qualify
-- covered_deals: of these, with a consult in the last consult_days
-- consult_share: covered_deals / qualifying_deals, 0 to 1; null when nothing qualifies or no export tells
-- qualifying_amount: value of the deals that qualify, positive amounts only
-- covered_amount: of this, in deals with a consult lately
-- consult_value_share: covered_amount / qualifying_amount, 0 to 1; null when nothing qualifies or no export tells
-- due_deals: deals that qualify and are due
-- never_deals: of these, never gone through
-- commit_due_deals: of the deals due, in Commit
-- suggested_deals: deals suggested beside those that qualify
-- has_deal_plans: true when an export of opportunity plans, which tells consults, is loaded

select
    days.as_of_on,
    cast(count(*) filter (where deals.is_qualified) as bigint) as qualifying_deals,
    cast(count(*) filter (where deals.is_qualified and not deals.is_due) as bigint) as covered_deals,
    cast(count(*) filter (where deals.is_qualified and not deals.is_due) as double)
    / nullif(count(*) filter (where deals.is_qualified and deals.is_due is not null), 0) as consult_share,
    cast(coalesce(sum(deals.worth) filter (where deals.is_qualified), 0) as decimal(18, 2)) as qualifying_amount,
    cast(coalesce(sum(deals.worth) filter (where deals.is_qualified and not deals.is_due), 0) as decimal(18, 2))
        as covered_amount,
    cast(coalesce(sum(deals.worth) filter (where deals.is_qualified and not deals.is_due), 0) as double)
    / nullif(sum(deals.worth) filter (where deals.is_qualified and deals.is_due is not null), 0) as consult_value_share,
    cast(count(*) filter (where deals.is_qualified and deals.is_due) as bigint) as due_deals,
    cast(count(*) filter (where deals.is_qualified and deals.is_due and deals.last_consult_on is null) as bigint)
        as never_deals,
    cast(count(*) filter (where deals.is_qualified and deals.is_commit_due) as bigint) as commit_due_deals,
    cast(count(*) filter (where deals.is_qualified is false) as bigint) as suggested_deals,
    (select has_opportunity_plans from exported) as has_deal_plans
from review_calendar as days
left join (
    select
        consults.qualifies as is_qualified,
        consults.is_due,
        consults.is_commit_due,
        consults.last_consult_on,
        case when consults.amount > 0 then consults.amount else 0 end as worth
    from opportunity_consults as consults
    inner join scoped_open_deals as deals on deals.opportunity_id = consults.opportunity_id
) as deals on true
group by days.as_of_on
