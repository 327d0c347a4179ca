-- All that is weak about the relationship with an account, what to do first and how soon (S55 to S68).
-- grain: one row per account with a weakness
-- key: account_id
-- columns: account_id, weak_points, remedy
-- urgency: act where a key person leaves without a successor met, or the contract ends within renewal_close_days and one of the first five weaknesses holds; watch within renewal_mark_days and after the end; else note
-- weaknesses: how many are known

with

told as (

    select
        account_id,
        string_agg(weakness, '; ' order by place nulls last) as weak_points,
        min(place) as first_place,
        min_by(remedy, place) as remedy,
        count(*) as weaknesses
    from relationship_weaknesses
    group by account_id

)

select
    told.account_id,
    told.weak_points,
    told.weaknesses,
    told.remedy,
    case
        when told.first_place = 1 then 'act'
        when told.first_place <= 5 and relationships.renewal_mark = 'act' then 'act'
        when told.first_place <= 5 and relationships.renewal_mark in ('watch', 'passed') then 'watch'
        else 'note'
    end as urgency
from told
inner join account_relationships as relationships on relationships.account_id = told.account_id
