-- Renewals due in the running quarter and in the next one, and both together, with those to act on.
-- grain: one row per quarter with a contract that ends, and one for both
-- key: due_quarter_label
-- parameters: team, owner, region, segment
-- due_quarter_label: the quarter, or both quarters
-- due_accounts: accounts whose contract ends
-- due_arr: their yearly spend, where it is known
-- due_act_accounts: of these, with two or three reasons against the renewal
-- due_act_arr: their yearly spend
-- due_bare_accounts: accounts without an open renewal deal

with

lines as (

    select due_quarter_label, arr, reasons, renewal_amount from pack_renewals
    union all
    select 'both quarters' as due_quarter_label, arr, reasons, renewal_amount from pack_renewals

)

select
    due_quarter_label,
    cast(count(*) as bigint) as due_accounts,
    cast(coalesce(sum(arr), 0) as decimal(18, 2)) as due_arr,
    cast(count(*) filter (where reasons >= 2) as bigint) as due_act_accounts,
    cast(coalesce(sum(arr) filter (where reasons >= 2), 0) as decimal(18, 2)) as due_act_arr,
    cast(count(*) filter (where renewal_amount is null) as bigint) as due_bare_accounts
from lines
group by due_quarter_label
order by case when due_quarter_label = 'both quarters' then 2 else 1 end nulls last, due_quarter_label nulls last
