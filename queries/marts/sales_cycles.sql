-- Days from creation to close of won deals, over everyone below a person: median and quartiles per quarter (2.4).
-- Percentiles do not add up, so every level of the tree has its own; renewals stand apart.
-- grain: one row per person, quarter and kind of deal
-- key: person_id, quarter_label, kind
-- person_id: the person; 'everyone' for the whole company
-- quarter_label: fiscal quarter of the close
-- kind: new business or renewal
-- deals: won deals whose days are known
-- unknown_deals: won deals without a day of creation, or created after the close
-- median_days: half of them took no longer
-- quartile_days: a quarter took no longer
-- upper_quartile_days: three quarters took no longer

with

won as (

    select
        owner_id,
        quarter_label,
        case when is_renewal then 'renewal' else 'new business' end as kind,
        cycle_days
    from closed_opportunities
    where is_won and not is_future and quarter_label is not null

),

summed as (

    select reports.manager_id as person_id, won.quarter_label, won.kind, won.cycle_days
    from won
    inner join reports on reports.person_id = won.owner_id
    union all
    select 'everyone', quarter_label, kind, cycle_days
    from won

)

select
    person_id,
    quarter_label,
    kind,
    count(cycle_days) as deals,
    count(*) - count(cycle_days) as unknown_deals,
    percentile_cont(0.5) within group (order by cycle_days) as median_days,
    percentile_cont(0.25) within group (order by cycle_days) as quartile_days,
    percentile_cont(0.75) within group (order by cycle_days) as upper_quartile_days
from summed
group by person_id, quarter_label, kind
order by person_id, quarter_label, kind
