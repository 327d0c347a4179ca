-- How often each thing that is asked for is filled in, and how often it changed lately: what nobody fills in may be too
-- much to ask (S20). Placeholders are blank.
-- grain: one row per field
-- key: field_name
-- parameters: team, owner, region, segment
-- field_name: the field, in words
-- field_place: order of the fields
-- asking_records: records that ask for it: live plans, cells of the whitespace map that apply, or contacts
-- filled_share: of these, filled in, 0 to 1
-- moved_share: of these, changed in the last on_time_days, 0 to 1; null where changes are not dated field by field
-- is_candidate: filled in less often than fill_candidate_share, so a candidate to drop

with

answers as (

    select
        questions.question,
        profile.state = 'answered' as is_filled,
        profile.age_days
    from scoped_accounts
    inner join exported on exported.has_plan_answers
    cross join profile_questions as questions
    left join profile_answers as profile
        on profile.plan_id = scoped_accounts.plan_id and profile.question = questions.question
    where scoped_accounts.plan_id is not null

),

cells as (

    select cells.*
    from whitespace_cells as cells
    inner join scoped_accounts on scoped_accounts.account_id = cells.account_id
    where cells.state <> 'not applicable'

),

folk as (

    select contacts.*
    from contact_facts as contacts
    inner join scoped_accounts on scoped_accounts.account_id = contacts.account_id
    where contacts.presence <> 'left'

),

filled as (

    select
        'Profile ' || answers.question as field_name,
        1 as field_group,
        count(*) as asked,
        count(*) filter (where answers.is_filled) as filled,
        count(*) filter (where answers.age_days between 0 and thresholds.on_time_days) as moved
    from answers
    cross join thresholds
    group by answers.question
    union all
    select 'Whitespace: vendor', 2, count(*), count(vendor), null from cells having count(*) > 0
    union all
    select 'Whitespace: likes or dislikes', 2, count(*), count(coalesce(likes, dislikes)), null from cells having count(*) > 0
    union all
    select 'Whitespace: yearly spend', 2, count(*), count(spend), null from cells having count(*) > 0
    union all
    select 'Whitespace: contract end', 2, count(*), count(renewal_on), null from cells having count(*) > 0
    union all
    select 'Whitespace: desired outcome', 2, count(*), count(desired_outcome), null from cells having count(*) > 0
    union all
    select 'Contact: part in the decision', 3, count(*), count(decision_role), null from folk having count(*) > 0
    union all
    select 'Contact: influence', 3, count(*), count(influence), null from folk having count(*) > 0
    union all
    select 'Contact: support', 3, count(*), count(support), null from folk having count(*) > 0
    union all
    select 'Contact: health', 3, count(*), count(health), null from folk having count(*) > 0

)

select
    filled.field_name,
    cast(row_number() over (order by filled.field_group nulls last, filled.field_name nulls last) as bigint) as field_place,
    cast(filled.asked as bigint) as asking_records,
    cast(filled.filled as double) / nullif(cast(filled.asked as double), 0) as filled_share,
    cast(filled.moved as double) / nullif(cast(filled.asked as double), 0) as moved_share,
    cast(filled.filled as double) / nullif(cast(filled.asked as double), 0) < thresholds.fill_candidate_share
        as is_candidate
from filled
cross join thresholds
order by field_place nulls last
