-- What the review rules say of the open deals within the filters, in one line (2.5).
-- grain: one row
-- key: as_of_on
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: quarter_label, deals_open, quarter_deals, act_deals, act_deal_share, act_amount_share, undated_deals
-- as_of_on: day of the data, which every rule is judged on
-- month_of_fq: month of that quarter, 1 to 3
-- quarter_amount: their value, positive amounts only
-- pipeline_deals: of these, deals that the newest snapshot counts in the open pipeline of the quarter
-- omitted_deals: of these, deals in Omitted, which no pipeline counts
-- early_deals: of these, deals before the first stage that the pipeline counts
-- unseen_deals: of these, deals that the newest snapshot does not hold as open
-- earlier_deals: of these, deals whose close date lies in an earlier quarter
-- act_amount: their value, positive amounts only
-- act_elsewhere_deals: open deals of later quarters to act on
-- past_due_deals: open deals whose expected close has passed
-- past_due_amount: their value, positive amounts only
-- not_checked_rules: rules that no export lets us check

with

seen as (

    select snapshots.opportunity_id, snapshots.is_eligible
    from opportunity_snapshots as snapshots
    inner join (select max(snapshot_on) as snapshot_on from snapshot_days) as newest
        on newest.snapshot_on = snapshots.snapshot_on
    where not snapshots.is_deleted and not snapshots.is_closed

),

deals as (

    select
        judged.*,
        coalesce(judged.landing = 0, false) as is_this_quarter,
        coalesce(judged.severity = 'act', false) as is_act,
        seen.opportunity_id is not null as is_seen,
        coalesce(seen.is_eligible, false) as is_eligible
    from deals_judged as judged
    left join seen on seen.opportunity_id = judged.opportunity_id

),

counted as (

    select
        count(*) as deals_open,
        count(*) filter (where is_in_review) as quarter_deals,
        coalesce(sum(worth) filter (where is_in_review), 0) as quarter_amount,
        count(*) filter (where is_this_quarter and is_eligible) as pipeline_deals,
        count(*) filter (where is_this_quarter and is_seen and not is_eligible and forecast_category = 'omitted')
            as omitted_deals,
        count(*) filter (where is_this_quarter and is_seen and not is_eligible and forecast_category <> 'omitted')
            as early_deals,
        count(*) filter (where is_this_quarter and not is_seen) as unseen_deals,
        count(*) filter (where landing < 0) as earlier_deals,
        count(*) filter (where is_in_review and is_act) as act_deals,
        coalesce(sum(worth) filter (where is_in_review and is_act), 0) as act_amount,
        count(*) filter (where not is_in_review and is_act) as act_elsewhere_deals,
        count(*) filter (where close_on < days.as_of_on) as past_due_deals,
        coalesce(sum(worth) filter (where close_on < days.as_of_on), 0) as past_due_amount,
        count(*) filter (where close_on is null) as undated_deals
    from deals
    cross join review_calendar as days

)

select
    days.as_of_on,
    days.quarter_label,
    days.month_of_fq,
    cast(counted.deals_open as bigint) as deals_open,
    cast(counted.quarter_deals as bigint) as quarter_deals,
    cast(counted.quarter_amount as decimal(18, 2)) as quarter_amount,
    cast(counted.pipeline_deals as bigint) as pipeline_deals,
    cast(counted.omitted_deals as bigint) as omitted_deals,
    cast(counted.early_deals as bigint) as early_deals,
    cast(counted.unseen_deals as bigint) as unseen_deals,
    cast(counted.earlier_deals as bigint) as earlier_deals,
    cast(counted.act_deals as bigint) as act_deals,
    cast(counted.act_amount as decimal(18, 2)) as act_amount,
    cast(counted.act_deals as double) / nullif(counted.quarter_deals, 0) as act_deal_share,
    cast(counted.act_amount as double) / nullif(counted.quarter_amount, 0) as act_amount_share,
    cast(counted.act_elsewhere_deals as bigint) as act_elsewhere_deals,
    cast(counted.past_due_deals as bigint) as past_due_deals,
    cast(counted.past_due_amount as decimal(18, 2)) as past_due_amount,
    cast(counted.undated_deals as bigint) as undated_deals,
    (select cast(count(*) as bigint) from hygiene_checks where verdict = 'not checked') as not_checked_rules
from review_calendar as days
cross join counted
