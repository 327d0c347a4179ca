-- Accounts within the filters.
-- grain: one row per account
-- key: account_id
-- $team: manager whose people count; null means everyone
-- $owner: one person; null means everyone
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- account_id: id of the account
-- account_name: its name, or its id
-- owner_id: owner as exported; null where nobody is named
-- owner_name: the owner's name, or the id where no such person is in the users export
-- counted_under_id: person it counts under: the rep, or the manager where the territory is vacant (C5)
-- is_unassigned: true when no active rep owns it
-- type: customer, prospect, former, partner or other
-- segment: Enterprise, Mid-Market, SMB or other
-- region: region as exported
-- industry: industry as exported
-- country: country as exported
-- employees: headcount; null is unknown
-- annual_revenue: the customer's own revenue as exported
-- arr: yearly spend with us in the reporting currency; null is unknown or has no rate
-- currency: currency of the exported amounts
-- is_arr_unconverted: true when there is an amount but no rate for its currency
-- account_rank: 1 to 3 as exported
-- parent_id: account above it
-- is_key: key account today (S3)
-- key_reason: the rule or flag that makes it one
-- is_flagged_only: flagged in the CRM, yet not key by its region's rule
-- is_eligible: counts in the denominator of coverage (C5)
-- became_key_on: first day of the present key status; null when always
-- owned_from_on: first day with the present owner; null when always
-- is_inherited: received in the last inherited_days (C8)
-- coverage: own, parent or none
-- plan_id: its live plan, the primary one of several (C4)
-- live_plans: live plans of its own
-- parent_plan_id: plan of the nearest account above that covers it
-- created_on: day it was created
-- customer_since_on: first contract as exported
-- renewal_on: next renewal
-- health: human judgement: good, neutral, poor or other
-- health_updated_on: day of it
-- health_score: machine score, 0 to 100
-- health_score_updated_on: day of it
-- last_activity_on: last recorded activity
-- plan_waived_until_on: no plan is asked until then
-- plan_waiver_reason: who waived it and why
-- is_owner_replayed: true when an export tells who owned it before
-- is_key_replayed: true when a rule, a date or a history tells since when it is key
-- record_file: export file the account was read from
-- line_number: line in that file

select accounts.*
from accounts
where
    ($owner is null or accounts.counted_under_id = $owner)
    and (
        $team is null
        or exists (
            select 1 from reports where reports.manager_id = $team and reports.person_id = accounts.counted_under_id
        )
    )
    and ($region is null or accounts.region = $region)
    and ($segment is null or accounts.segment = $segment)
