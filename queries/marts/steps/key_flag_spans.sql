-- When the CRM called an account a key account, before any regional rule (S3).
-- Where no export flags accounts at all, the fallback of the settings stands in for the flag: rank, spend, or the
-- largest accounts of each owner; "auto" takes ranks where there are any, else the largest of each owner.
-- grain: one row per account and unbroken time with the flag set
-- key: account_id, from_on
-- columns: account_id, from_on, to_on
-- flag_reason: CRM flag, account rank, yearly spend or largest of the owner
-- is_replayed: false when only today's flag is known and stands for the past too

with

exported as (

    select
        count(*) filter (where is_key_account is not null) > 0 as has_flags,
        count(*) filter (where account_rank is not null) > 0 as has_ranks
    from stg_accounts

),

won as (

    select account_id, sum(amount) as won_amount from stg_opportunities where is_won group by account_id

),

sized as (

    select
        accounts.account_id,
        accounts.account_rank,
        accounts.arr,
        row_number() over (
            partition by accounts.owner_id
            order by accounts.arr desc nulls last, won.won_amount desc nulls last,
                accounts.employees desc nulls last, accounts.account_id nulls last
        ) as place
    from stg_accounts as accounts
    left join won on won.account_id = accounts.account_id
    where not accounts.is_deleted and accounts.merged_into_id is null

),

stand_in as (

    select
        sized.account_id,
        case
            when thresholds.key_account_fallback in ('rank', 'auto') and exported.has_ranks then 'account rank'
            when thresholds.key_account_fallback = 'arr' then 'yearly spend'
            else 'largest of the owner'
        end as flag_reason
    from sized
    cross join exported
    cross join thresholds
    where not exported.has_flags
        and case
            when thresholds.key_account_fallback in ('rank', 'auto') and exported.has_ranks
                then coalesce(sized.account_rank <= thresholds.key_account_rank_max, false)
            when thresholds.key_account_fallback = 'arr' then coalesce(sized.arr >= thresholds.key_account_min_arr, false)
            when thresholds.key_account_fallback in ('top_n', 'auto') then sized.place <= thresholds.key_account_top_n
            else false
        end

),

changes as (

    select
        record_id as account_id,
        cast(changed_at as date) as changed_on,
        lower(new_value) in ('true', '1', 'yes') as is_set,
        lower(old_value) in ('true', '1', 'yes') as was_set,
        row_number() over (partition by record_id order by changed_at nulls last) as place,
        lead(cast(changed_at as date)) over (partition by record_id order by changed_at nulls last) as next_on
    from stg_field_history
    where table_name = 'accounts' and field = 'is_key_account'

),

replayable as (

    select changes.account_id
    from changes
    inner join stg_accounts as accounts on accounts.account_id = changes.account_id
    where changes.next_on is null and changes.is_set = coalesce(accounts.is_key_account, false)

),

from_history as (

    select account_id, changed_on as from_on, coalesce(next_on, cast('9999-12-31' as date)) as to_on
    from changes
    where is_set
    union all
    select account_id, cast('1900-01-01' as date), changed_on
    from changes
    where place = 1 and was_set

)

select from_history.account_id, from_history.from_on, from_history.to_on, 'CRM flag' as flag_reason, true as is_replayed
from from_history
inner join replayable on replayable.account_id = from_history.account_id
where from_history.from_on < from_history.to_on
union all
select
    accounts.account_id,
    coalesce(accounts.key_since_on, cast('1900-01-01' as date)),
    cast('9999-12-31' as date),
    'CRM flag',
    accounts.key_since_on is not null
from stg_accounts as accounts
where accounts.is_key_account
    and not exists (select 1 from replayable where replayable.account_id = accounts.account_id)
union all
select account_id, cast('1900-01-01' as date), cast('9999-12-31' as date), flag_reason, false
from stand_in
