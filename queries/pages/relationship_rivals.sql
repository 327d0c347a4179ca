-- How many people speak up for each competitor at key accounts, by their influence (S62).
-- grain: one row per competitor and influence
-- key: competitor, influence
-- parameters: team, owner, region, segment
-- competitor: competitor as written
-- influence: high, medium, low, other or not judged
-- friends: people who speak up for it
-- accounts: key accounts they are at
-- competitor_friends: all who speak up for that competitor

with

counted as (

    select competitor, influence, count(*) as friends, count(distinct account_id) as accounts
    from relationship_friends
    group by competitor, influence

),

summed as (

    select *, sum(friends) over (partition by competitor) as competitor_friends from counted

)

select
    competitor,
    influence,
    cast(friends as bigint) as friends,
    cast(accounts as bigint) as accounts,
    cast(competitor_friends as bigint) as competitor_friends
from summed
order by
    competitor_friends desc nulls last,
    competitor nulls last,
    case influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last
