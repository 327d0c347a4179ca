-- The waterfall added up: start, what came, changed and went, the end, and what is left over, which is nothing (2.3.3).
-- grain: one row
-- key: before_on
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- columns: before_on, after_on, won_deals
-- starting_amount: counted on the earlier day
-- came_amount: what came in
-- changed_amount: increases less decreases
-- went_amount: what went out, negative
-- ending_amount: counts on the later day
-- residual_amount: start and every step less the end; anything but 0.00 is a fault
-- starting_deals: deals on the earlier day
-- came_deals: deals that came in
-- went_deals: deals that went out
-- ending_deals: deals on the later day
-- residual_deals: start and entries less exits and end; anything but 0 is a fault
-- won_amount: won between the two days, at the amounts they were won for
-- lost_amount: lost, at the amounts counted before
-- pushed_amount: pushed out to later quarters
-- created_and_lost_amount: created and lost between the two days, in no bar
-- created_and_lost_deals: deals of it
-- into_commit_deals: deals open on both days that are in Commit on the later day alone
-- out_of_commit_deals: deals open on both days that were in Commit on the earlier day alone
-- other_category_deals: deals open on both days that changed their category otherwise

with

moved as (

    select
        count(*) filter (where before.before_category <> 'commit' and after.after_category = 'commit') as into_deals,
        count(*) filter (where before.before_category = 'commit' and after.after_category <> 'commit') as out_deals,
        count(*) filter (
            where before.before_category <> after.after_category
            and before.before_category <> 'commit'
            and after.after_category <> 'commit'
        ) as other_deals
    from pipeline_steps as before
    inner join pipeline_steps as after on after.opportunity_id = before.opportunity_id
    where before.bucket = 'starting' and after.bucket = 'ending'

)

select
    asked.compare_on as before_on,
    asked.booked_on as after_on,
    cast(coalesce(sum(amount) filter (where kind = 'start'), 0) as decimal(18, 2)) as starting_amount,
    cast(coalesce(sum(amount) filter (where kind = 'in'), 0) as decimal(18, 2)) as came_amount,
    cast(coalesce(sum(amount) filter (where kind = 'change'), 0) as decimal(18, 2)) as changed_amount,
    cast(coalesce(sum(amount) filter (where kind = 'out'), 0) as decimal(18, 2)) as went_amount,
    cast(coalesce(sum(amount) filter (where kind = 'end'), 0) as decimal(18, 2)) as ending_amount,
    cast(
        coalesce(sum(amount) filter (where kind in ('start', 'in', 'change', 'out')), 0)
        - coalesce(sum(amount) filter (where kind = 'end'), 0) as decimal(18, 2)
    ) as residual_amount,
    cast(coalesce(sum(deals) filter (where kind = 'start'), 0) as bigint) as starting_deals,
    cast(coalesce(sum(deals) filter (where kind = 'in'), 0) as bigint) as came_deals,
    cast(coalesce(sum(deals) filter (where kind = 'out'), 0) as bigint) as went_deals,
    cast(coalesce(sum(deals) filter (where kind = 'end'), 0) as bigint) as ending_deals,
    cast(
        coalesce(sum(deals) filter (where kind in ('start', 'in')), 0)
        - coalesce(sum(deals) filter (where kind in ('out', 'end')), 0) as bigint
    ) as residual_deals,
    cast(-coalesce(sum(amount) filter (where outcome = 'won'), 0) as decimal(18, 2)) as won_amount,
    cast(coalesce(sum(deals) filter (where outcome = 'won'), 0) as bigint) as won_deals,
    cast(-coalesce(sum(amount) filter (where outcome = 'lost'), 0) as decimal(18, 2)) as lost_amount,
    cast(-coalesce(sum(amount) filter (where bucket = 'pushed out'), 0) as decimal(18, 2)) as pushed_amount,
    cast(coalesce(sum(amount) filter (where kind = 'note'), 0) as decimal(18, 2)) as created_and_lost_amount,
    cast(coalesce(sum(deals) filter (where kind = 'note'), 0) as bigint) as created_and_lost_deals,
    cast(max(moved.into_deals) as bigint) as into_commit_deals,
    cast(max(moved.out_deals) as bigint) as out_of_commit_deals,
    cast(max(moved.other_deals) as bigint) as other_category_deals
from pipeline_waterfall
cross join pipeline_asked as asked
cross join moved
where asked.compare_on is not null
group by asked.compare_on, asked.booked_on
