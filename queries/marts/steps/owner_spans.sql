-- Who owned an account when. Without a history today's owner always owned it.
-- grain: one row per account and unbroken time with one owner
-- key: account_id, from_on
-- columns: account_id, from_on, to_on
-- owner_id: its owner in that time; null where nobody is named
-- is_replayed: true when an export gives the history, false when today's owner stands in

with

history as (

    select
        account_id,
        owner_id,
        from_on,
        to_on,
        lead(from_on) over (partition by account_id order by from_on nulls last) as next_on,
        row_number() over (partition by account_id order by from_on nulls last) as place
    from stg_account_owner_history
    where account_id is not null and from_on is not null

),

past as (

    select
        history.account_id,
        history.owner_id,
        case when history.place = 1 then cast('1900-01-01' as date) else history.from_on end as from_on,
        coalesce(
            history.next_on,
            case
                when accounts.owner_id is distinct from history.owner_id
                    then least(coalesce(history.to_on + 1, as_of_on), as_of_on)
            end,
            cast('9999-12-31' as date)
        ) as to_on,
        history.next_on is null as is_last
    from history
    inner join stg_accounts as accounts on accounts.account_id = history.account_id
    cross join export_run

),

present as (

    select
        accounts.account_id,
        accounts.owner_id,
        coalesce(past.to_on, cast('1900-01-01' as date)) as from_on,
        cast('9999-12-31' as date) as to_on,
        past.account_id is not null as is_replayed
    from stg_accounts as accounts
    left join past on past.account_id = accounts.account_id and past.is_last
    where past.account_id is null or past.to_on < cast('9999-12-31' as date)

)

select account_id, owner_id, from_on, to_on, true as is_replayed from past where from_on < to_on
union all
select account_id, owner_id, from_on, to_on, is_replayed from present
