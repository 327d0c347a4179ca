-- Grants by the person who holds them, named in the settings by id or by the e-mail that is theirs alone.
-- grain: one row per holder and grant
-- key: viewer_id, sees, target, reason, until_on
-- columns: viewer_id, until_on
-- sees: everything, subtree or account
-- target: person whose subtree, or account; null for everything
-- reason: why, in the operator's words

with

addressed as (

    select person_id, is_active, email, count(*) over (partition by lower(email)) as people_of_address
    from people

)

select distinct people.person_id as viewer_id, grants.sees, grants.target, grants.reason, grants.until_on
from grants
inner join addressed as people
    on
        people.person_id = grants.person
        -- a look-alike from another alphabet may share the small letter or the capital, never both
        or (
            lower(people.email) = lower(grants.person)
            and upper(people.email) = upper(grants.person)
            and people.people_of_address = 1
        )
where people.is_active
