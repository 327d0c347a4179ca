-- How ready each AE is for the QBR: cover, stale plans, overdue actions, clean deals of the quarter (S30), those with
-- most to do first. No rule weighs more than another, so there is no score.
-- grain: one row per person at or below the viewer with key accounts, live plans or open deals
-- key: person_id
-- parameters: team, owner, region
-- $segment: segment of the account or deal; null means every segment
-- columns: person_id, person_name, manager_name, eligible_accounts, coverage_share, stale_plans, open_actions
-- columns: overdue_actions, undated_actions, quarter_deals, act_deals, act_deal_share, act_amount
-- covered_accounts: of those, covered
-- live_plans: accounts with a live plan of their own
-- inspected_plans: of these, inspected in the last inspection_window_days (S22); null without reviews
-- quarter_amount: their value, positive amounts only
-- open_points: uncovered accounts, stale plans, overdue actions and deals to act on, for the order alone

with

everyone as (

    select person_id from readiness_plans
    union
    select person_id from hygiene_by_person

),

own as (

    select everyone.person_id
    from everyone
    inner join reports on reports.person_id = everyone.person_id and reports.levels = 0

)

select
    own.person_id,
    coalesce(plans.person_name, deals.person_name) as person_name,
    coalesce(plans.manager_name, deals.manager_name) as manager_name,
    coalesce(plans.eligible_accounts, 0) as eligible_accounts,
    coalesce(plans.covered_accounts, 0) as covered_accounts,
    plans.coverage_share,
    coalesce(plans.live_plans, 0) as live_plans,
    coalesce(plans.stale_plans, 0) as stale_plans,
    plans.inspected_plans,
    plans.open_actions,
    plans.overdue_actions,
    plans.undated_actions,
    coalesce(deals.quarter_deals, 0) as quarter_deals,
    coalesce(deals.act_deals, 0) as act_deals,
    deals.act_deal_share,
    deals.quarter_amount,
    deals.act_amount,
    coalesce(plans.eligible_accounts - plans.covered_accounts, 0)
    + coalesce(plans.stale_plans, 0)
    + coalesce(plans.overdue_actions, 0)
    + coalesce(deals.act_deals, 0) as open_points
from own
left join readiness_plans as plans on plans.person_id = own.person_id
left join hygiene_by_person as deals on deals.person_id = own.person_id
order by open_points desc nulls last, person_name nulls last, own.person_id nulls last
