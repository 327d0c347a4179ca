-- How ready the people one level below the scope of a review are today: plans, overdue actions and open deals of the
-- running quarter to act on, those with most money to act on first.
-- grain: one row per person one level below with key accounts, live plans or open deals
-- key: person_id
-- parameters: team, owner, region
-- $segment: segment of the account or deal; null means every segment
-- columns: person_id, person_name, eligible_accounts, covered_accounts, coverage_share, stale_plans, overdue_actions
-- columns: quarter_deals, act_deals, act_deal_share, act_amount
-- quarter_amount: value of the deals of the quarter, positive amounts only

with

summed as (

    select
        pack_heads.head_id,
        min(pack_heads.head_name) as head_name,
        sum(readiness.eligible_accounts) as eligible_accounts,
        sum(readiness.covered_accounts) as covered_accounts,
        sum(readiness.stale_plans) as stale_plans,
        sum(readiness.overdue_actions) as overdue_actions,
        sum(readiness.quarter_deals) as quarter_deals,
        sum(readiness.act_deals) as act_deals,
        sum(readiness.quarter_amount) as quarter_amount,
        sum(readiness.act_amount) as act_amount
    from readiness
    inner join pack_heads on pack_heads.person_id = readiness.person_id
    group by pack_heads.head_id

)

select
    head_id as person_id,
    head_name as person_name,
    cast(eligible_accounts as bigint) as eligible_accounts,
    cast(covered_accounts as bigint) as covered_accounts,
    cast(covered_accounts as double) / nullif(cast(eligible_accounts as double), 0) as coverage_share,
    cast(stale_plans as bigint) as stale_plans,
    cast(overdue_actions as bigint) as overdue_actions,
    cast(quarter_deals as bigint) as quarter_deals,
    cast(act_deals as bigint) as act_deals,
    cast(act_deals as double) / nullif(cast(quarter_deals as double), 0) as act_deal_share,
    cast(quarter_amount as decimal(18, 2)) as quarter_amount,
    cast(act_amount as decimal(18, 2)) as act_amount
from summed
order by act_amount desc nulls last, eligible_accounts - covered_accounts desc nulls last, head_id nulls last
