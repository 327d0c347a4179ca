-- What is asked of every live plan beyond its rung: ten signs of a plan that fails (S96) and the cadence around it.
-- They are proxies, each by itself; nobody adds them up to a score (S36).
-- grain: one row per check
-- key: check_name
-- columns: rule, check_name, asks
-- check_place: order of the checks; the first ten are the signs of S96

with

kinds as (

    select 1 as check_place, 'S96' as rule, 'Worked since it was made' as check_name, 'a change within a month of its creation: else it was made for its own sake' as asks
    union all select 2, 'S96', 'Objectives have a measure', 'objectives, each with something that is measured'
    union all select 3, 'S96', 'More than one contributor', 'at least two people who own an action or changed the plan'
    union all select 4, 'S96', 'Expected roles on the team', 'AE and SA on the account, on Expand plans CSM and renewals manager too'
    union all select 5, 'S96', 'Changed within a quarter', 'a change of content in the last quarter: else it lies on the shelf'
    union all select 6, 'S96', 'Follows events', 'a change after what happened to the customer'
    union all select 7, 'S96', 'Kept simple', 'no more objectives and actions than people can follow'
    union all select 8, 'S96', 'Market and rivals answered', 'the questions on market forces (P2) and the customer''s competitors (P3)'
    union all select 9, 'S96', 'Somebody answers for it', 'an owner for the plan and each action, and no action long overdue'
    union all select 10, 'S96', 'Actions spread over weeks', 'due days that do not pile up in one week'
    union all select 11, 'C4', 'One live plan', 'one live plan per account; the others are duplicates'
    union all select 12, 'S12', 'Success plan', 'a live success plan where an Expand account has a CSM'
    union all select 13, 'S22', 'Inspections lead to changes', 'a change of content after at most two inspections'
    union all select 14, 'S24', 'Kept up monthly', 'a change in the last month, for Expand plans with a CSM'
    union all select 15, 'S25', 'Reviewed by the whole team', 'an account review each quarter with AE, SA, CSM and SDR, as far as assigned'
    union all select 16, 'S26', 'CSM at the review', 'the CSM at the last account review, where one is assigned'
    union all select 17, 'S27', 'Executive sponsor named', 'one of our executives who backs the account'
    union all select 18, 'S27', 'Sponsor each quarter', 'a review by the plan''s sponsor, or by somebody two levels above its owner'
    union all select 19, 'S27', 'Senior leader twice a year', 'a review by somebody three levels above its owner, or by the top'
    union all select 20, 'S27', 'Refreshed each year', 'a yearly refresh'
    union all select 21, 'S28', 'Shown to the customer', 'the plan gone through with the customer each quarter'
    union all select 22, 'S35', 'Joint call each quarter', 'a QBR, or a review with AE, SA and CSM together'
    union all select 23, 'S49', 'Written down', 'a change of the plan where people are in touch with the customer'
    union all select 24, 'S91', 'Every role works on it', 'an action or a change by SA, CSM and renewals manager, as far as assigned'
    union all select 25, 'S92', 'Technical win of an SA', 'on Land plans an objective of category technical win that an SA owns'
    union all select 26, 'S95', 'Owned by an AE', 'an AE as owner of the plan'

)

select cast(check_place as integer) as check_place, rule, check_name, asks
from kinds
cross join export_run
