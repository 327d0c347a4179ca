-- Quota and bookings of everyone who carries a quota or won something in a fiscal quarter.
-- grain: one row per person
-- key: person_id
-- parameters: team, owner, quarter, population
-- $region: region of the account; null means every region. Quotas know no regions
-- $segment: segment of the deal; null means every segment. Quotas know no segments
-- columns: person_name, manager_name
-- person_id: the owner of the deals; null where nobody is named
-- quota: their own quota in the reporting currency; null is no quota
-- won_amount: won in the quarter, negatives included
-- deals_won: number of won deals
-- gap_amount: quota less won_amount; below 0 is a surplus; null without a quota or with one of 0
-- attainment_share: won_amount / quota; null without a quota or with one of 0
-- quota_note: no quota, quota of 0, or null

with

looked_at as (

    select coalesce($quarter, export_run.quarter_label) as quarter_label from export_run

),

won as (

    select
        owner_quarters.owner_id,
        sum(owner_quarters.won_amount) as won_amount,
        sum(owner_quarters.won_deals) as won_deals
    from owner_quarters
    inner join looked_at on looked_at.quarter_label = owner_quarters.quarter_label
    inner join counted_kinds as kinds on kinds.is_renewal = owner_quarters.is_renewal
    where
        ($region is null or owner_quarters.region = $region)
        and ($segment is null or owner_quarters.segment = $segment)
    group by owner_quarters.owner_id
    having sum(owner_quarters.won_deals) > 0

),

quotas_of as (

    select quota_quarters.person_id, quota_quarters.amount
    from quota_quarters
    inner join looked_at on looked_at.quarter_label = quota_quarters.quarter_label
    inner join population_asked on population_asked.is_of_quota
    where quota_quarters.level = 'rep'

),

both_sides as (

    select coalesce(won.owner_id, quotas_of.person_id) as person_id, quotas_of.amount as quota, won.won_amount, won.won_deals
    from won
    full outer join quotas_of on quotas_of.person_id = won.owner_id

)

select
    both_sides.person_id,
    coalesce(people.person_name, case when both_sides.person_id = 'unassigned' then 'Nobody named' end, both_sides.person_id)
        as person_name,
    people.manager_name,
    both_sides.quota,
    cast(coalesce(both_sides.won_amount, 0) as decimal(18, 2)) as won_amount,
    cast(coalesce(both_sides.won_deals, 0) as bigint) as deals_won,
    cast(nullif(both_sides.quota, 0) - coalesce(both_sides.won_amount, 0) as decimal(18, 2)) as gap_amount,
    cast(coalesce(both_sides.won_amount, 0) as double) / nullif(both_sides.quota, 0) as attainment_share,
    case when both_sides.quota is null then 'no quota' when both_sides.quota = 0 then 'quota of 0' end as quota_note
from both_sides
left join people on people.person_id = both_sides.person_id
where
    ($owner is null or both_sides.person_id = $owner)
    and (
        $team is null
        or exists (
            select 1 from reports where reports.manager_id = $team and reports.person_id = both_sides.person_id
        )
    )
order by attainment_share nulls last, person_name nulls last, both_sides.person_id nulls last
