-- Words of the exports about people that no mapping knows, kept as they stand and counted (S51 to S54).
-- grain: one row per attribute and word
-- key: attribute, word
-- parameters: team, owner, region, segment
-- attribute: role, influence, support or health
-- word: the word as it stands in the file
-- contacts: people it is said of

with

told as (

    select facts.decision_role_other, facts.influence_other, facts.support_other, facts.health_other
    from contact_facts as facts
    inner join scoped_relationships as relationships on relationships.account_id = facts.account_id

),

words as (

    select 'role' as attribute, decision_role_other as word from told
    union all
    select 'influence', influence_other from told
    union all
    select 'support', support_other from told
    union all
    select 'health', health_other from told

)

select attribute, word, count(*) as contacts
from words
where word is not null
group by attribute, word
order by contacts desc nulls last, attribute nulls last, word nulls last
