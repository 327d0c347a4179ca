-- The days on which anything that coverage depends on may change for an account.
-- Only accounts that are key at some time stand here.
-- grain: one row per account and day of change
-- key: account_id, from_on
-- columns: account_id
-- from_on: first day of a new state; the first one is 1900-01-01
-- to_on: day after the last day of that state

with

candidates as (

    select accounts.account_id, accounts.region, accounts.created_on, accounts.key_since_on
    from stg_accounts as accounts
    where exists (select 1 from key_flag_spans where key_flag_spans.account_id = accounts.account_id)
        or exists (select 1 from stg_key_account_rules as rules where rules.region = accounts.region)

),

lines as (

    select account_id, account_id as line_id from candidates
    union all
    select candidates.account_id, account_ancestors.ancestor_id
    from candidates
    inner join account_ancestors on account_ancestors.account_id = candidates.account_id

),

deleted as (

    select record_id as account_id, cast(max(changed_at) as date) as day_on
    from stg_field_history
    where table_name = 'accounts' and field in ('is_deleted', 'merged_into_id')
    group by record_id

),

days as (

    select account_id, cast('1900-01-01' as date) as day_on from candidates
    union
    select account_id, created_on from candidates
    union
    select account_id, key_since_on from candidates
    union
    select deleted.account_id, deleted.day_on
    from deleted inner join candidates on candidates.account_id = deleted.account_id
    union
    select owner_spans.account_id, owner_spans.from_on
    from owner_spans inner join candidates on candidates.account_id = owner_spans.account_id
    union
    select owner_spans.account_id, people.end_on + 1
    from owner_spans
    inner join candidates on candidates.account_id = owner_spans.account_id
    inner join people on people.person_id = owner_spans.owner_id and not people.is_active
    where people.end_on + 1 > owner_spans.from_on and people.end_on + 1 < owner_spans.to_on
    union
    select key_flag_spans.account_id, key_flag_spans.from_on
    from key_flag_spans inner join candidates on candidates.account_id = key_flag_spans.account_id
    union
    select key_flag_spans.account_id, key_flag_spans.to_on
    from key_flag_spans inner join candidates on candidates.account_id = key_flag_spans.account_id
    union
    select candidates.account_id, rules.valid_from_on
    from candidates inner join stg_key_account_rules as rules on rules.region = candidates.region
    union
    select candidates.account_id, rules.valid_to_on + 1
    from candidates inner join stg_key_account_rules as rules on rules.region = candidates.region
    union
    select lines.account_id, plan_windows.live_from_on
    from lines inner join plan_windows on plan_windows.account_id = lines.line_id
    union
    select lines.account_id, plan_windows.live_to_on
    from lines inner join plan_windows on plan_windows.account_id = lines.line_id

)

select
    account_id,
    day_on as from_on,
    coalesce(
        lead(day_on) over (partition by account_id order by day_on nulls last),
        cast('9999-12-31' as date)
    ) as to_on
from days
where day_on is not null and day_on < cast('9999-12-31' as date)
