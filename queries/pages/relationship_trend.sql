-- Key accounts on each rung at the end of each quarter, as replayed (S55); today's key accounts throughout.
-- grain: one row per day and rung
-- key: day_on, rung
-- parameters: team, owner, region, segment
-- columns: quarter_label, is_today, rung
-- day_on: end of the quarter, or the day of the data
-- accounts: key accounts on it
-- climb_unknown_accounts: of these, whose next rung could not be judged
-- single_accounts: of these, on one thread or none; null where interactions do not reach back that far
-- rung_share: accounts / key accounts, 0 to 1

with

counted as (

    select
        quarters.day_on,
        quarters.quarter_label,
        quarters.is_today,
        quarters.rung,
        count(*) as accounts,
        count(*) filter (where quarters.is_level_unknown) as climb_unknown_accounts,
        count(*) filter (where quarters.thread_band = 'single') as single_accounts,
        count(quarters.thread_band) as thread_accounts
    from relationship_quarters as quarters
    inner join scoped_relationships as relationships on relationships.account_id = quarters.account_id
    group by quarters.day_on, quarters.quarter_label, quarters.is_today, quarters.rung

),

summed as (

    select *, sum(accounts) over (partition by day_on) as all_accounts from counted

)

select
    day_on,
    quarter_label,
    is_today,
    rung,
    cast(accounts as bigint) as accounts,
    cast(climb_unknown_accounts as bigint) as climb_unknown_accounts,
    case when thread_accounts > 0 then cast(single_accounts as bigint) end as single_accounts,
    cast(accounts as double) / nullif(cast(all_accounts as double), 0) as rung_share
from summed
order by day_on nulls last, rung nulls last
