-- Contracts that end in the running quarter or the next one, with relationship and plan, those with most against them first.
-- Against a renewal speak: no living plan of a key account, a relationship below L3, one contact only. What is unknown is
-- no reason.
-- grain: one row per account whose contract ends between the day of the data and the end of the next quarter
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: account_id, account_name, person_name, renewal_on, arr, rung
-- renewal_days: days until then
-- due_quarter_label: quarter in which the contract ends
-- renewal_amount: open renewal deals of the account; null without one
-- renewal_plan: how far its plan is; unknown without an export of plans, or that it is no key account
-- reasons: how many of the three speak against it
-- severity: act where two or three do, watch where one does, null where none does
-- risk_reasons: those that do, in words; null without one

with

due as (

    select
        accounts.account_id,
        accounts.account_name,
        accounts.counted_under_id,
        accounts.renewal_on,
        accounts.arr,
        date_diff('day', days.as_of_on, accounts.renewal_on) as renewal_days,
        case when accounts.renewal_on <= days.quarter_ends_on then days.quarter_label else days.next_label end
            as due_quarter_label,
        relationships.renewal_amount,
        relationships.rung,
        relationships.thread_band = 'single' as is_single,
        relationships.level < 3 and not relationships.is_level_unknown as is_weak,
        states.account_id is not null as is_eligible,
        states.state,
        not states.is_covered as is_bare
    from scoped_accounts as accounts
    cross join review_calendar as days
    left join account_relationships as relationships on relationships.account_id = accounts.account_id
    left join plan_states as states on states.account_id = accounts.account_id
    where accounts.renewal_on between days.as_of_on and days.next_ends_on

),

judged as (

    select
        *,
        case when is_bare then 1 else 0 end + case when is_weak then 1 else 0 end + case when is_single then 1 else 0 end
            as reasons
    from due

)

select
    judged.account_id,
    judged.account_name,
    coalesce(people.person_name, 'Nobody named') as person_name,
    judged.renewal_on,
    cast(judged.renewal_days as integer) as renewal_days,
    judged.due_quarter_label,
    judged.arr,
    judged.renewal_amount,
    judged.rung,
    case
        when not judged.is_eligible then 'no key account'
        when judged.state is null then 'unknown'
        when judged.state = 'none' then 'no plan'
        else judged.state
    end as renewal_plan,
    cast(judged.reasons as bigint) as reasons,
    case when judged.reasons >= 2 then 'act' when judged.reasons = 1 then 'watch' end as severity,
    nullif(
        substr(
            case when judged.is_bare then '; no live plan' else '' end
            || case when judged.is_weak then '; no senior supporter' else '' end
            || case when judged.is_single then '; one contact only' else '' end,
            3
        ),
        ''
    ) as risk_reasons
from judged
left join people on people.person_id = judged.counted_under_id
order by
    case when judged.reasons >= 2 then 1 when judged.reasons = 1 then 2 else 3 end nulls last,
    judged.arr desc nulls last,
    judged.account_id nulls last
