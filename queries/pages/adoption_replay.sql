-- How many key accounts have a past that no export tells, so that it is counted as it is today.
-- grain: one row
-- key: eligible_accounts
-- parameters: team, owner, region, segment
-- columns: eligible_accounts
-- without_owner_history: of those, without an owner history
-- without_key_history: of those, without a day on which they became key
-- without_plan_end: of those, with a plan that ended on an unknown day
-- unreplayed_accounts: of those, with at least one of the three

with

undated as (

    select distinct account_id from plans where not is_replayed

),

counted as (

    select
        count(*) as eligible_accounts,
        count(*) filter (where not scoped_accounts.is_owner_replayed) as without_owner_history,
        count(*) filter (where not scoped_accounts.is_key_replayed) as without_key_history,
        count(undated.account_id) as without_plan_end,
        count(*) filter (
            where
                not scoped_accounts.is_owner_replayed
                or not scoped_accounts.is_key_replayed
                or undated.account_id is not null
        ) as unreplayed_accounts
    from scoped_accounts
    left join undated on undated.account_id = scoped_accounts.account_id
    where scoped_accounts.is_eligible

)

select
    cast(counted.eligible_accounts as bigint) as eligible_accounts,
    cast(counted.without_owner_history as bigint) as without_owner_history,
    cast(counted.without_key_history as bigint) as without_key_history,
    cast(counted.without_plan_end as bigint) as without_plan_end,
    cast(counted.unreplayed_accounts as bigint) as unreplayed_accounts
from counted
cross join export_run
