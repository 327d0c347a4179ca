-- Key accounts without cover, each with its reason (S2, C12): largest ARR first, then unknown ARR, since it may be large,
-- then none.
-- grain: one row per eligible account that is not covered
-- key: account_id
-- parameters: team, owner, region, segment, person
-- $reason: one reason; null means every reason
-- columns: account_id, account_name, lane, arr
-- person_id: person it counts under
-- person_name: their name
-- reason_code: exec waiver, new account, inherited, over capacity or no reason; not shown to a teammate
-- severity: act where there is no reason and the rep is not ramping, note otherwise
-- gap_days: days since it became key or changed owner, whichever is later; null when no export says
-- gap_since_on: that day
-- state: none or draft
-- blocking_fact: what is missing
-- whitespace_value: open potential in the reporting currency (S74)
-- key_reason: what makes it a key account

select
    plan_states.account_id,
    scoped_accounts.account_name,
    plan_states.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    plan_states.lane,
    plan_states.reason_code,
    case when plan_states.reason_code = 'no reason' and plan_states.lane <> 'ramping' then 'act' else 'note' end
        as severity,
    plan_states.gap_days,
    cast(export_run.as_of_on - cast(plan_states.gap_days as integer) as date) as gap_since_on,
    plan_states.state,
    plan_states.blocking_fact,
    plan_states.arr,
    account_whitespace.whitespace_value,
    scoped_accounts.key_reason
from plan_states
cross join export_run
inner join scoped_accounts on scoped_accounts.account_id = plan_states.account_id
left join people on people.person_id = plan_states.counted_under_id
left join account_whitespace on account_whitespace.account_id = plan_states.account_id
where not plan_states.is_covered
    and ($person is null or plan_states.counted_under_id = $person)
    and ($reason is null or plan_states.reason_code = $reason)
order by
    case when plan_states.arr > 0 then 0 when plan_states.arr is null then 1 else 2 end nulls last,
    plan_states.arr desc nulls last,
    scoped_accounts.account_name nulls last,
    plan_states.account_id nulls last
