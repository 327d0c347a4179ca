-- How many key accounts stand on each rung of the relationship ladder one level below the scope of a review, those with the
-- smallest share at L3 or L4 first.
-- grain: one row per person one level below and rung
-- key: person_id, rung
-- parameters: team, owner, region, segment
-- $by: of the ladder it adds up; null means per AE
-- columns: person_id, person_name, rung, accounts
-- group_accounts: accounts of the person and their people
-- supported_accounts: of these, at L3 or L4

with

counted as (

    select
        pack_heads.head_id,
        min(pack_heads.head_name) as head_name,
        ladder.rung,
        sum(ladder.accounts) as accounts,
        sum(case when ladder.rung in ('L3', 'L4') then ladder.accounts else 0 end) as held
    from relationship_ladder as ladder
    inner join pack_heads on pack_heads.person_id = ladder.person_id
    group by pack_heads.head_id, ladder.rung

),

summed as (

    select
        *,
        sum(accounts) over (partition by head_id) as group_accounts,
        sum(held) over (partition by head_id) as supported_accounts
    from counted

)

select
    head_id as person_id,
    head_name as person_name,
    rung,
    cast(accounts as bigint) as accounts,
    cast(group_accounts as bigint) as group_accounts,
    cast(supported_accounts as bigint) as supported_accounts
from summed
order by
    cast(supported_accounts as double) / nullif(cast(group_accounts as double), 0) nulls last,
    group_accounts desc nulls last,
    head_id nulls last,
    rung nulls last
