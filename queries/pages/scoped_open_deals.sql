-- Open deals within the filters, with their owner's name.
-- grain: one row per open opportunity
-- key: opportunity_id
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the deal; null means every segment
-- opportunity_id: the opportunity
-- opportunity_name: its name
-- account_id: its account; null where the export has none or an unknown one
-- account_name: the account's name
-- region: the account's region
-- owner_id: its owner as exported; 'unassigned' where nobody is named
-- owner_state: active, inactive, unknown (named, but not among the users) or unassigned
-- segment: segment of the deal, else of its account; null is unknown
-- type: new, expansion, renewal or other
-- stage: stage as exported
-- stage_order: 0 before discovery, 1 discovery, rising; -1 where it cannot be told
-- forecast_category: pipeline, best_case, most_likely, commit, closed, omitted or unclassified
-- category_label: the category as people say it
-- amount: value in the reporting currency; null without an amount or a rate
-- is_without_amount: true when the export has no amount or a zero
-- close_on: expected close
-- landing: fiscal quarters from this one to that of the expected close: below 0 earlier, 0 this, 1 next; null undated
-- close_quarter_label: fiscal quarter of the expected close
-- created_on: day it was created
-- next_step: next step as written
-- next_step_on: day of the next step
-- moved_on: last recorded activity, change of stage or of next step, else its creation; null where nothing tells
-- idle_days: days since then
-- snapshots: its snapshots
-- pushes: times the expected close moved out; null with fewer than two snapshots
-- quarter_slips: times it moved into a later quarter; null with fewer than two snapshots
-- days_pushed: days by which it moved out in all; null with fewer than two snapshots
-- longest_gap: most days between two of its snapshots
-- is_pushed_from_this: true when a snapshot of this quarter expected it in this quarter and it is expected later now
-- stage_order_before: stage in its last snapshot before the day of the data; null without one
-- compared_on: that snapshot
-- amount_before: amount in its last snapshot at least mover_days old; null without one
-- amount_before_on: that snapshot; null when older than max_staleness allows
-- close_before_window_on: expected close just before the last pulled_in_days of this quarter; null while they lie ahead
-- has_deal_plan: true when the export of opportunity plans has it
-- overview_filled: overview questions of its plan that are answered, 0 without a plan; null where nobody counted
-- overview_total: overview questions there are
-- full_filled: questions of the whole plan that are answered, 0 without a plan; null where nobody counted
-- full_total: questions of the whole plan
-- last_consult_on: last day a manager went through it; null for never
-- relationship_level: how far the relationship with the account has come, 0 to 4; null is unknown
-- owner_name: the owner's name, or what stands where there is none to show
-- manager_id: whom the owner reports to
-- manager_name: that manager's name

select
    open_deals.*,
    case
        when owners.person_name is not null then owners.person_name
        when open_deals.owner_state = 'unassigned' then 'Nobody named'
        else 'Unknown owner'
    end as owner_name,
    owners.manager_id,
    owners.manager_name
from open_deals
left join people as owners on owners.person_id = open_deals.owner_id
where
    ($owner is null or open_deals.owner_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = open_deals.owner_id)
    )
    and ($region is null or open_deals.region = $region)
    and ($segment is null or open_deals.segment = $segment)
