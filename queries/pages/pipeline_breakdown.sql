-- The categories of a quarter by person, team, segment or type, against the quota where one is set for it.
-- grain: one row per person, team, segment or type
-- key: group_id
-- parameters: as_of, compare_to, team, owner, region, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- $by: all, team, segment or type; null means person
-- columns: commit, most_likely, best_case, pipeline, unclassified, commit_cumulative, best_case_cumulative
-- columns: attainment_share
-- group_id: person, manager, segment or type; empty where none is named
-- group_name: as shown
-- closed: booked in the quarter up to the day looked at
-- open_deals: open deals that count; null, as all that is open, where no snapshot stands for the day
-- open_quarter_amount: their value
-- quota: quota in the reporting currency; null without one, and for segments and types
-- coverage_to_go: open by what is missing to the quota, in times; null once it is met

with

placed as (

    select
        deals.*,
        asked.as_of_on is not null as is_known,
        coalesce(
            case $by
                when 'all' then 'all'
                when 'team' then case when people.is_manager then deals.person_id else coalesce(people.manager_id, deals.person_id) end
                when 'segment' then deals.segment
                when 'type' then deals.type
                else deals.person_id
            end,
            ''
        ) as group_id
    from pipeline_day as deals
    cross join pipeline_asked as asked
    left join people on people.person_id = deals.person_id
    where deals.is_in_quarter

),

sums as (

    select
        group_id,
        coalesce(sum(amount) filter (where category = 'closed'), 0) as closed,
        case when is_known then coalesce(sum(amount) filter (where category = 'commit'), 0) end as commit,
        case when is_known then coalesce(sum(amount) filter (where category = 'most_likely'), 0) end as most_likely,
        case when is_known then coalesce(sum(amount) filter (where category = 'best_case'), 0) end as best_case,
        case when is_known then coalesce(sum(amount) filter (where category = 'pipeline'), 0) end as pipeline,
        case when is_known then coalesce(sum(amount) filter (where category in ('unclassified', 'still open')), 0) end
            as unclassified,
        case when is_known then count(*) filter (where is_counted) end as open_deals,
        case when is_known then coalesce(sum(amount) filter (where is_counted), 0) end as open_amount
    from placed
    group by group_id, is_known

),

named as (

    select
        sums.*,
        coalesce(
            people.person_name,
            case
                when $by = 'all' then 'All in view'
                when sums.group_id = '' then 'Not said'
                when sums.group_id = 'unassigned' then 'Nobody named'
                when $by = 'type'
                    then upper(substring(sums.group_id, 1, 1)) || substring(sums.group_id, 2)
                else sums.group_id
            end
        ) as group_name,
        case
            when $region is not null or $segment is not null or $by in ('segment', 'type') then null
            when not populations.is_of_quota then null
            when $by = 'all' then scoped_quota.quota
            when $by = 'team' and people.levels_below > 1 then null
            when $by = 'team' then coalesce(quotas.team_amount, quotas.rep_amount)
            else quotas.own_amount
        end as quota
    from sums
    cross join pipeline_asked as asked
    cross join population_asked as populations
    left join people on people.person_id = sums.group_id
    left join quota_scopes as quotas
        on quotas.person_id = sums.group_id and quotas.quarter_label = asked.quarter_label
    left join scoped_quota on scoped_quota.quarter_label = asked.quarter_label

)

select
    group_id,
    group_name,
    cast(closed as decimal(18, 2)) as closed,
    cast(commit as decimal(18, 2)) as commit,
    cast(most_likely as decimal(18, 2)) as most_likely,
    cast(best_case as decimal(18, 2)) as best_case,
    cast(pipeline as decimal(18, 2)) as pipeline,
    cast(unclassified as decimal(18, 2)) as unclassified,
    cast(open_deals as bigint) as open_deals,
    cast(open_amount as decimal(18, 2)) as open_quarter_amount,
    cast(closed + commit as decimal(18, 2)) as commit_cumulative,
    cast(closed + commit + most_likely + best_case as decimal(18, 2)) as best_case_cumulative,
    cast(quota as decimal(18, 2)) as quota,
    case when quota > 0 then cast(closed as double) / nullif(cast(quota as double), 0) end as attainment_share,
    case when quota > closed then cast(case when open_amount < 0 then 0 else open_amount end as double) / nullif(cast(quota - closed as double), 0) end
        as coverage_to_go
from named
order by best_case_cumulative desc nulls last, group_name nulls last, group_id nulls last
