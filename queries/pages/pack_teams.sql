-- Quota and bookings of a fiscal quarter one level below the scope of a review, the largest gap to quota first.
-- grain: one row per person one level below who carries a quota or won something, and one for the head's own
-- key: person_id
-- parameters: team, owner, quarter, population
-- columns: person_id, person_name, attainment_share
-- quota: quota of them and their people; null is no quota
-- won_amount: won in the quarter by them and their people, negatives included
-- won_deals: number of won deals
-- gap_amount: quota less won_amount; below 0 is a surplus; null without a quota or with one of 0
-- won_part_share: won_amount by what the whole scope won; null where that is nothing or less

with

looked_at as (

    select coalesce($quarter, export_run.quarter_label) as quarter_label from export_run

),

heads as (

    select head_id, head_name from pack_heads group by head_id, head_name

),

won as (

    select
        pack_heads.head_id,
        sum(owner_quarters.won_amount) as won_amount,
        sum(owner_quarters.won_deals) as won_deals
    from owner_quarters
    inner join looked_at on looked_at.quarter_label = owner_quarters.quarter_label
    inner join counted_kinds as kinds on kinds.is_renewal = owner_quarters.is_renewal
    inner join pack_heads on pack_heads.person_id = owner_quarters.owner_id
    group by pack_heads.head_id
    having sum(owner_quarters.won_deals) > 0

),

both_sides as (

    select
        heads.head_id,
        heads.head_name,
        quotas.quota,
        coalesce(won.won_amount, 0) as won_amount,
        coalesce(won.won_deals, 0) as won_deals,
        sum(coalesce(won.won_amount, 0)) over (partition by 1) as won_in_all
    from heads
    cross join looked_at
    left join won on won.head_id = heads.head_id
    left join pack_quotas as quotas
        on quotas.person_id = heads.head_id and quotas.quarter_label = looked_at.quarter_label
    where won.head_id is not null or quotas.quota is not null

)

select
    head_id as person_id,
    head_name as person_name,
    quota,
    cast(won_amount as decimal(18, 2)) as won_amount,
    cast(won_deals as bigint) as won_deals,
    cast(nullif(quota, 0) - won_amount as decimal(18, 2)) as gap_amount,
    cast(won_amount as double) / nullif(cast(quota as double), 0) as attainment_share,
    cast(won_amount as double) / nullif(cast(case when won_in_all > 0 then won_in_all end as double), 0) as won_part_share
from both_sides
order by gap_amount desc nulls last, won_amount desc nulls last, person_id nulls last
