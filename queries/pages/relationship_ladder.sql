-- How many key accounts stand on each rung, by AE, ASM or VP; never a mean of levels (S55).
-- grain: one row per group and rung
-- key: person_id, rung
-- parameters: team, owner, region, segment
-- $by: 'asm' or 'vp' for their people together; null means per AE
-- columns: person_name, rung, accounts
-- person_id: the person the accounts count under, or a manager above
-- group_accounts: accounts of the group
-- rung_share: accounts / group_accounts, 0 to 1
-- supported_accounts: accounts of the group at L3 or L4

with

placed as (

    select
        relationships.rung,
        relationships.level,
        case
            when $by = 'vp' then coalesce(tops.person_id, managers.person_id, relationships.counted_under_id)
            when $by = 'asm' and coalesce(people.is_rep, true)
                then coalesce(managers.person_id, relationships.counted_under_id)
            else relationships.counted_under_id
        end as person_id
    from scoped_relationships as relationships
    left join people on people.person_id = relationships.counted_under_id
    left join people as managers on managers.person_id = people.manager_id
    left join people as tops on tops.person_id = managers.manager_id and people.is_rep

),

grouped as (

    select person_id, rung, count(*) as accounts, count(*) filter (where level >= 3) as held
    from placed
    group by person_id, rung

),

summed as (

    select
        *,
        sum(accounts) over (partition by person_id) as group_accounts,
        sum(held) over (partition by person_id) as supported_accounts
    from grouped

)

select
    summed.person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    summed.rung,
    cast(summed.accounts as bigint) as accounts,
    cast(summed.group_accounts as bigint) as group_accounts,
    cast(summed.accounts as double) / nullif(cast(summed.group_accounts as double), 0) as rung_share,
    cast(summed.supported_accounts as bigint) as supported_accounts
from summed
left join people on people.person_id = summed.person_id
order by
    cast(summed.supported_accounts as double) / nullif(cast(summed.group_accounts as double), 0) nulls last,
    summed.group_accounts desc nulls last,
    person_name nulls last,
    summed.person_id nulls last,
    summed.rung nulls last
