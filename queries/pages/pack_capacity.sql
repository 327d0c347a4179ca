-- Who sells and what they are to bring in the next quarter, one level below the scope of a review: AEs, those still ramping,
-- quota and key accounts for each.
-- grain: one row per person one level below with an active AE or a key account
-- key: person_id
-- parameters: team, owner, population
-- $region: region of the account; null means every region
-- $segment: segment of the account; null means every segment
-- columns: person_id, person_name, next_label, eligible_accounts
-- next_quota: quota of them and their people of the next quarter; null is no quota
-- reps: active AEs
-- ramping_reps: of these, ramping (S34); null where no AE has a first day
-- reps_unquotaed: active AEs without a quota of the next quarter
-- accounts_per_rep: key accounts for each active AE; null without one
-- vacant_accounts: key accounts whose owner does not sell any more, or that have none

with

heads as (

    select head_id, head_name from pack_heads group by head_id, head_name

),

sellers as (

    select
        pack_heads.head_id,
        count(*) as reps,
        count(people.start_on) as dated,
        sum(case when people.is_ramping then 1 else 0 end) as ramping,
        sum(case when quotas.amount is null then 1 else 0 end) as unquotaed
    from pack_heads
    cross join review_calendar as days
    inner join people on people.person_id = pack_heads.person_id
    left join quota_quarters as quotas
        on quotas.person_id = people.person_id and quotas.level = 'rep' and quotas.quarter_label = days.next_label
    where people.is_rep and people.is_active
    group by pack_heads.head_id

),

held as (

    select
        pack_heads.head_id,
        count(*) as accounts,
        sum(case when accounts.is_unassigned then 1 else 0 end) as vacant
    from scoped_accounts as accounts
    inner join pack_heads on pack_heads.person_id = accounts.counted_under_id
    where accounts.is_eligible
    group by pack_heads.head_id

)

select
    heads.head_id as person_id,
    heads.head_name as person_name,
    days.next_label,
    cast(coalesce(sellers.reps, 0) as bigint) as reps,
    case when sellers.dated > 0 then cast(sellers.ramping as bigint) end as ramping_reps,
    cast(coalesce(sellers.unquotaed, 0) as bigint) as reps_unquotaed,
    own_quotas.quota as next_quota,
    cast(coalesce(held.accounts, 0) as bigint) as eligible_accounts,
    cast(coalesce(held.accounts, 0) as double) / nullif(sellers.reps, 0) as accounts_per_rep,
    cast(coalesce(held.vacant, 0) as bigint) as vacant_accounts
from heads
cross join review_calendar as days
left join sellers on sellers.head_id = heads.head_id
left join held on held.head_id = heads.head_id
left join pack_quotas as own_quotas
    on own_quotas.person_id = heads.head_id and own_quotas.quarter_label = days.next_label
where sellers.reps > 0 or held.accounts > 0
order by vacant_accounts desc nulls last, accounts_per_rep desc nulls last, person_id nulls last
