-- How well each person's next two quarters are filled: open pipeline against quota, with and without deals pushed out of this quarter (2.5).
-- grain: one row per person with open deals or an active AE within the filters
-- key: person_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: person_id, person_name, manager_name, next_label, undated_deals
-- next_quota: their quota of it; null is no quota
-- next_open: open pipeline expected in it, stage and category as pipeline counts, positive amounts only
-- next_pushed: of next_open, in deals that a snapshot of this quarter still expected this quarter
-- next_coverage: next_open / next_quota; null without a quota
-- next_coverage_kept: the same without the deals pushed out of this quarter
-- next_late_coverage: next_late / next_quota
-- next_need: what next_open lacks of next_quarter_coverage times the quota, 0 when met; null without a quota
-- after_label: the quarter after
-- after_quota: their quota of it; null is no quota
-- after_open: open pipeline expected in it
-- after_coverage: after_open / after_quota; null without a quota
-- after_need: what after_open lacks of after_next_coverage times the quota, 0 when met; null without a quota
-- created_deals: open deals created in the last created_days and expected in one of the two quarters
-- created_amount: their value, positive amounts only
-- out_pushed_deals: deals of the two quarters pushed out of this one
-- open_ground_cells: cells of the whitespace map with a potential or a competitor and no open deal; null without a map
-- open_ground: their yearly potential
-- severity: act where next_coverage is below half of what is asked, watch below all of it, else null

with

deals as (

    select
        scoped_open_deals.*,
        case when scoped_open_deals.amount > 0 then scoped_open_deals.amount else 0 end as worth,
        scoped_open_deals.stage_order >= thresholds.late_stage as is_late,
        coalesce(date_diff('day', scoped_open_deals.created_on, days.as_of_on) <= thresholds.created_days, false)
            as is_created_lately,
        scoped_open_deals.forecast_category <> 'omitted'
        and (scoped_open_deals.stage_order >= thresholds.pipeline_min_stage or scoped_open_deals.stage_order = -1)
            as is_pipeline
    from scoped_open_deals
    cross join thresholds
    cross join review_calendar as days

),

summed as (

    select
        owner_id,
        min(owner_name) as owner_name,
        min(manager_name) as manager_name,
        coalesce(sum(worth) filter (where landing = 1 and is_pipeline), 0) as next_open,
        coalesce(sum(worth) filter (where landing = 1 and is_pipeline and is_late), 0) as next_late,
        coalesce(sum(worth) filter (where landing = 1 and is_pipeline and is_pushed_from_this), 0) as next_pushed,
        coalesce(sum(worth) filter (where landing = 2 and is_pipeline), 0) as after_open,
        coalesce(sum(worth) filter (where landing = 2 and is_pipeline and is_pushed_from_this), 0) as after_pushed,
        count(*) filter (where landing in (1, 2) and is_created_lately) as created_deals,
        coalesce(sum(worth) filter (where landing in (1, 2) and is_created_lately), 0) as created_amount,
        count(*) filter (where landing in (1, 2) and is_pushed_from_this) as out_pushed_deals,
        count(*) filter (where close_on is null) as undated_deals
    from deals
    group by owner_id

),

reps as (

    select people.person_id, people.person_name, people.manager_name
    from people
    where
        people.is_rep
        and people.is_active
        and ($owner is null or people.person_id = $owner)
        and exists (
            select 1
            from reports
            where reports.person_id = people.person_id and reports.manager_id = coalesce($team, people.person_id)
        )
        and exists (select 1 from quota_quarters where quota_quarters.person_id = people.person_id)

),

persons as (

    select
        coalesce(summed.owner_id, reps.person_id) as person_id,
        coalesce(reps.person_name, summed.owner_name) as person_name,
        coalesce(reps.manager_name, summed.manager_name) as manager_name,
        coalesce(summed.next_open, 0) as next_open,
        coalesce(summed.next_late, 0) as next_late,
        coalesce(summed.next_pushed, 0) as next_pushed,
        coalesce(summed.after_open, 0) as after_open,
        coalesce(summed.after_pushed, 0) as after_pushed,
        coalesce(summed.created_deals, 0) as created_deals,
        coalesce(summed.created_amount, 0) as created_amount,
        coalesce(summed.out_pushed_deals, 0) as out_pushed_deals,
        coalesce(summed.undated_deals, 0) as undated_deals
    from summed
    full join reps on reps.person_id = summed.owner_id

),

quotas_asked as (

    select
        quota_quarters.person_id,
        quota_quarters.quarter_label,
        quota_quarters.amount,
        cast(
            round(
                quota_quarters.amount * case
                    when quota_quarters.quarter_label = days.next_label then thresholds.next_quarter_coverage
                    else thresholds.after_next_coverage
                end,
                2
            ) as decimal(18, 2)
        ) as asked_amount
    from quota_quarters
    cross join review_calendar as days
    cross join thresholds
    where
        quota_quarters.level = 'rep'
        and quota_quarters.quarter_label in (days.next_label, days.after_next_label)

),

ground as (

    select
        accounts.owner_id,
        count(*) as cells,
        sum(cells.potential) as potential
    from whitespace_cells as cells
    inner join accounts on accounts.account_id = cells.account_id
    where
        cells.state in ('potential', 'competitor')
        and cells.opportunity_id is null
        and ($region is null or accounts.region = $region)
        and ($segment is null or accounts.segment = $segment)
    group by accounts.owner_id

)

select
    persons.person_id,
    persons.person_name,
    persons.manager_name,
    days.next_label,
    next_quotas.amount as next_quota,
    cast(persons.next_open as decimal(18, 2)) as next_open,
    cast(persons.next_pushed as decimal(18, 2)) as next_pushed,
    cast(persons.next_open as double) / nullif(next_quotas.amount, 0) as next_coverage,
    cast(persons.next_open - persons.next_pushed as double) / nullif(next_quotas.amount, 0) as next_coverage_kept,
    cast(persons.next_late as double) / nullif(next_quotas.amount, 0) as next_late_coverage,
    case
        when next_quotas.asked_amount > persons.next_open
            then cast(next_quotas.asked_amount - persons.next_open as decimal(18, 2))
        when next_quotas.amount is not null then 0
    end as next_need,
    days.after_next_label as after_label,
    after_quotas.amount as after_quota,
    cast(persons.after_open as decimal(18, 2)) as after_open,
    cast(persons.after_open as double) / nullif(after_quotas.amount, 0) as after_coverage,
    case
        when after_quotas.asked_amount > persons.after_open
            then cast(after_quotas.asked_amount - persons.after_open as decimal(18, 2))
        when after_quotas.amount is not null then 0
    end as after_need,
    cast(persons.created_deals as bigint) as created_deals,
    cast(persons.created_amount as decimal(18, 2)) as created_amount,
    cast(persons.out_pushed_deals as bigint) as out_pushed_deals,
    cast(persons.undated_deals as bigint) as undated_deals,
    case
        when (select has_whitespace_cells from exported)
            then cast(coalesce(ground.cells, 0) as bigint)
    end as open_ground_cells,
    cast(ground.potential as decimal(18, 2)) as open_ground,
    case
        when next_quotas.amount > 0 and persons.next_open * 2 < next_quotas.asked_amount then 'act'
        when next_quotas.amount > 0 and persons.next_open < next_quotas.asked_amount then 'watch'
    end as severity
from persons
cross join review_calendar as days
left join quotas_asked as next_quotas
    on next_quotas.person_id = persons.person_id and next_quotas.quarter_label = days.next_label
left join quotas_asked as after_quotas
    on after_quotas.person_id = persons.person_id and after_quotas.quarter_label = days.after_next_label
left join ground on ground.owner_id = persons.person_id
order by next_coverage nulls last, persons.person_name nulls last, persons.person_id nulls last
