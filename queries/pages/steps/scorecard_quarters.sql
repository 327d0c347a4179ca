-- The sums behind the track record: a fiscal quarter and the four before it.
-- grain: one row per quarter
-- key: quarter_label
-- parameters: team, owner, region, population
-- $segment: segment of the deal; null means every segment
-- $quarter: label of the newest quarter shown; null means that of the data's day
-- columns: quarter_label, quarter_starts_on, quota, won_above_zero_amount, won_above_zero_deals, lost_amount
-- columns: create_and_close_amount, created_amount_now, commit_amount, best_case_amount
-- is_over: true when it has ended
-- place: 0 for the newest one, 1 for the one before
-- is_created_known: true when snapshots reach back to its first day
-- has_start: true when a snapshot stands for its start
-- has_end: true when a snapshot stands for its end, or for today while it runs
-- has_conversion: true when a snapshot stands for its week conversion_week
-- quota_level: team, rep, or null
-- population: which deals count: new and expansion, renewals or all (C14)
-- won_amount: as in owner_quarters, like all that follow, over the deals that count
-- booked_deals: number of won deals
-- won_deals: won deals of the rates: new and expansion, unless another population is asked for
-- lost_deals: lost deals of the rates
-- created_amount: first seen in the pipeline, value of that day
-- created_deals: number of them
-- start_amount: open at the start
-- start_slipped_amount: of that, slipped
-- start_weighted_amount: of that, times probability
-- commit_won_amount: of that, won
-- best_case_won_amount: of that, won

with

chosen as (

    select quarters.place
    from fiscal_quarters as quarters
    cross join export_run
    where quarters.quarter_label = coalesce($quarter, export_run.quarter_label)

),

shown as (

    select quarters.*, quarters.place - chosen.place as back
    from fiscal_quarters as quarters
    inner join chosen on quarters.place between chosen.place and chosen.place + 4

),

scopes as (

    select
        quota_scopes.quarter_label,
        count(*) = count(quota_scopes.roll_amount) and $owner is null as is_team,
        sum(quota_scopes.roll_amount) as team_amount,
        sum(case when $owner is null then quota_scopes.rep_amount else quota_scopes.own_amount end) as rep_amount
    from quota_scopes
    inner join scope_heads on scope_heads.person_id = quota_scopes.person_id
    group by quota_scopes.quarter_label

),

rated as (

    select
        owner_quarters.*,
        case when $population is null then not owner_quarters.is_renewal else kinds.is_renewal is not null end as is_rated,
        kinds.is_renewal is not null as is_counted
    from owner_quarters
    left join counted_kinds as kinds on kinds.is_renewal = owner_quarters.is_renewal

),

sums as (

    select
        owner_quarters.quarter_label,
        sum(owner_quarters.won_amount) filter (where owner_quarters.is_counted) as won_amount,
        sum(owner_quarters.won_deals) filter (where owner_quarters.is_counted) as booked_deals,
        sum(owner_quarters.won_deals) filter (where owner_quarters.is_rated) as won_deals,
        sum(owner_quarters.won_above_zero_amount) filter (where owner_quarters.is_rated) as won_above_zero_amount,
        sum(owner_quarters.won_above_zero_deals) filter (where owner_quarters.is_rated) as won_above_zero_deals,
        sum(owner_quarters.lost_deals) filter (where owner_quarters.is_rated) as lost_deals,
        sum(owner_quarters.lost_amount) filter (where owner_quarters.is_rated) as lost_amount,
        sum(owner_quarters.create_and_close_amount) filter (where owner_quarters.is_counted) as create_and_close_amount,
        sum(owner_quarters.created_amount) filter (where owner_quarters.is_counted) as created_amount,
        sum(owner_quarters.created_amount_now) filter (where owner_quarters.is_counted) as created_amount_now,
        sum(owner_quarters.created_deals) filter (where owner_quarters.is_counted) as created_deals,
        sum(owner_quarters.start_amount) filter (where owner_quarters.is_counted) as start_amount,
        sum(owner_quarters.start_slipped_amount) filter (where owner_quarters.is_counted) as start_slipped_amount,
        sum(owner_quarters.start_weighted_amount) filter (where owner_quarters.is_counted) as start_weighted_amount,
        sum(owner_quarters.commit_amount) filter (where owner_quarters.is_counted) as commit_amount,
        sum(owner_quarters.commit_won_amount) filter (where owner_quarters.is_counted) as commit_won_amount,
        sum(owner_quarters.best_case_amount) filter (where owner_quarters.is_counted) as best_case_amount,
        sum(owner_quarters.best_case_won_amount) filter (where owner_quarters.is_counted) as best_case_won_amount
    from rated as owner_quarters
    inner join shown on shown.quarter_label = owner_quarters.quarter_label
    where
        ($owner is null or owner_quarters.owner_id = $owner)
        and (
            $team is null
            or exists (
                select 1 from reports where reports.manager_id = $team and reports.person_id = owner_quarters.owner_id
            )
        )
        and ($region is null or owner_quarters.region = $region)
        and ($segment is null or owner_quarters.segment = $segment)
    group by owner_quarters.quarter_label

)

select
    shown.quarter_label,
    shown.quarter_starts_on,
    shown.is_over,
    cast(shown.back as integer) as place,
    shown.is_created_known,
    shown.start_snapshot_on is not null as has_start,
    shown.end_snapshot_on is not null as has_end,
    shown.conversion_snapshot_on is not null as has_conversion,
    populations.population,
    cast(
        case when populations.is_of_quota then case when scopes.is_team then scopes.team_amount else scopes.rep_amount end end
        as decimal(18, 2)
    ) as quota,
    case when scopes.is_team then 'team' when scopes.rep_amount is not null then 'rep' end as quota_level,
    cast(coalesce(sums.won_amount, 0) as decimal(18, 2)) as won_amount,
    cast(coalesce(sums.booked_deals, 0) as bigint) as booked_deals,
    cast(coalesce(sums.won_deals, 0) as bigint) as won_deals,
    cast(coalesce(sums.won_above_zero_amount, 0) as decimal(18, 2)) as won_above_zero_amount,
    cast(coalesce(sums.won_above_zero_deals, 0) as bigint) as won_above_zero_deals,
    cast(coalesce(sums.lost_deals, 0) as bigint) as lost_deals,
    cast(coalesce(sums.lost_amount, 0) as decimal(18, 2)) as lost_amount,
    cast(coalesce(sums.create_and_close_amount, 0) as decimal(18, 2)) as create_and_close_amount,
    cast(coalesce(sums.created_amount, 0) as decimal(18, 2)) as created_amount,
    cast(coalesce(sums.created_amount_now, 0) as decimal(18, 2)) as created_amount_now,
    cast(coalesce(sums.created_deals, 0) as bigint) as created_deals,
    cast(coalesce(sums.start_amount, 0) as decimal(18, 2)) as start_amount,
    cast(coalesce(sums.start_slipped_amount, 0) as decimal(18, 2)) as start_slipped_amount,
    cast(coalesce(sums.start_weighted_amount, 0) as decimal(18, 2)) as start_weighted_amount,
    cast(coalesce(sums.commit_amount, 0) as decimal(18, 2)) as commit_amount,
    cast(coalesce(sums.commit_won_amount, 0) as decimal(18, 2)) as commit_won_amount,
    cast(coalesce(sums.best_case_amount, 0) as decimal(18, 2)) as best_case_amount,
    cast(coalesce(sums.best_case_won_amount, 0) as decimal(18, 2)) as best_case_won_amount
from shown
cross join population_asked as populations
left join scopes on scopes.quarter_label = shown.quarter_label
left join sums on sums.quarter_label = shown.quarter_label
order by shown.quarter_starts_on nulls last
