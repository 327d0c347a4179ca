-- Open deals whose expected close moved out, those that slipped into later quarters first (2.4).
-- grain: one row per open deal that was pushed, pulled in or undated at least once
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: opportunity_id, opportunity_name, account_id, account_name, person_name, longest_gap, category_label
-- columns: amount, close_on
-- person_id: its owner
-- severity: act from slips_act slips or pushes_act pushes on (H8), watch from slips_watch slips on, else note
-- quarter_slips: times it moved into a later quarter
-- pushes: times it moved out
-- days_pushed: days by which it moved out in all
-- pulls: times it moved in
-- undated: snapshots without an expected close

select
    deals.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.owner_id as person_id,
    deals.owner_name as person_name,
    case
        when pushes.quarter_slips >= thresholds.slips_act or pushes.pushes >= thresholds.pushes_act then 'act'
        when pushes.quarter_slips >= thresholds.slips_watch then 'watch'
        else 'note'
    end as severity,
    pushes.quarter_slips,
    pushes.pushes,
    pushes.days_pushed,
    pushes.pulls,
    pushes.undated,
    pushes.longest_gap,
    deals.category_label,
    deals.amount,
    deals.close_on
from opportunity_pushes as pushes
inner join scoped_open_deals as deals on deals.opportunity_id = pushes.opportunity_id
cross join thresholds
where pushes.pushes > 0 or pushes.pulls > 0 or pushes.undated > 0
order by
    pushes.quarter_slips desc nulls last,
    pushes.pushes desc nulls last,
    deals.amount desc nulls last,
    deals.opportunity_id nulls last
