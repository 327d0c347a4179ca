-- How well the key accounts within the filters are held, and the open forecast that rests on it (S55, S57, S63, S106).
-- grain: one row
-- key: key_accounts
-- parameters: team, owner, region, segment
-- columns: fill_share, reporting_faults
-- key_accounts: key accounts that count
-- supported_accounts: with a senior supporter
-- ladder_accounts: accounts whose rung is known
-- supported_share: supported_accounts / ladder_accounts, 0 to 1
-- climb_unknown_accounts: accounts whose next rung cannot be judged for lack of an export
-- verified_share: verified_contacts / dated_contacts, 0 to 1
-- single_accounts: accounts held by one thread or none (S57)
-- thread_accounts: accounts whose threads are known; null where no export tells
-- buyerless_accounts: accounts without a known economic buyer
-- buyer_accounts: accounts for which an export would tell; null where none does
-- key_departures: key people who leave soon or left lately; null without contacts
-- open_departures: of these, without a successor in touch (S63)
-- unjudged_departures: of these, where no export tells of touch
-- unplaced_contacts: people no map can place
-- open_amount: open Best Case, Most Likely and Commit deals in the reporting currency
-- risk_act_amount: of it, at relationship risk and to act on, each deal once (S106); null where deals stand on them and none could be judged, or without an opportunities export
-- risk_watch_amount: of it, at relationship risk and to be watched; null like risk_act_amount
-- risk_deals: deals at relationship risk
-- risk_quarter_amount: of risk_act_amount, closing this fiscal quarter
-- risk_later_amount: of risk_act_amount, closing after it, before it or on an unknown day
-- no_plan_amount: without a live plan
-- stale_plan_amount: on a stale or overtaken plan
-- below_l3_amount: below level 3
-- single_thread_amount: on a single thread
-- unjudged_amount: without a known reason, at least one not judged
-- unpriced_deals: deals at relationship risk whose amount is not known in the reporting currency

with

told as (

    select
        count(*) as key_accounts,
        count(*) filter (where level >= 3) as supported_accounts,
        count(level) as ladder_accounts,
        count(*) filter (where is_level_unknown) as climb_unknown_accounts,
        sum(known_attributes) as known_attributes,
        sum(asked_attributes) as asked_attributes,
        sum(verified_contacts) as verified_contacts,
        sum(dated_contacts) as dated_contacts,
        count(*) filter (where thread_band = 'single') as single_accounts,
        count(thread_band) as thread_accounts,
        count(*) filter (where not has_economic_buyer) as buyerless_accounts,
        count(has_economic_buyer) as buyer_accounts,
        sum(key_departures) as key_departures,
        sum(open_departures) as open_departures,
        sum(unjudged_departures) as unjudged_departures,
        sum(reporting_faults) as reporting_faults,
        sum(unplaced_contacts) as unplaced_contacts
    from scoped_relationships

),

deals as (

    select risks.*, case when risks.amount > 0 then risks.amount else 0 end as worth
    from opportunity_risks as risks
    inner join scoped_relationships as relationships on relationships.account_id = risks.account_id

),

priced as (

    select
        sum(worth) as open_amount,
        sum(case when risk_state = 'act' then worth when risk_state <> 'not judged' then 0 end) as risk_act_amount,
        sum(case when risk_state = 'watch' then worth when risk_state <> 'not judged' then 0 end) as risk_watch_amount,
        count(*) as deals,
        count(*) filter (where risk_state in ('act', 'watch')) as risk_deals,
        sum(worth) filter (where risk_state = 'act' and is_this_quarter) as risk_quarter_amount,
        sum(worth) filter (where risk_state = 'act' and not coalesce(is_this_quarter, false)) as risk_later_amount,
        sum(worth) filter (where has_no_plan) as no_plan_amount,
        sum(worth) filter (where has_stale_plan) as stale_plan_amount,
        sum(worth) filter (where is_below_l3) as below_l3_amount,
        sum(worth) filter (where is_single_threaded) as single_thread_amount,
        sum(worth) filter (where risk_state = 'not judged') as unjudged_amount,
        count(*) filter (where risk_state in ('act', 'watch') and amount is null) as unpriced_deals
    from deals

)

select
    cast(told.key_accounts as bigint) as key_accounts,
    cast(told.supported_accounts as bigint) as supported_accounts,
    cast(nullif(told.ladder_accounts, 0) as bigint) as ladder_accounts,
    cast(told.supported_accounts as double) / nullif(cast(told.ladder_accounts as double), 0) as supported_share,
    cast(told.climb_unknown_accounts as bigint) as climb_unknown_accounts,
    cast(told.known_attributes as double) / nullif(cast(told.asked_attributes as double), 0) as fill_share,
    cast(told.verified_contacts as double) / nullif(cast(told.dated_contacts as double), 0) as verified_share,
    cast(told.single_accounts as bigint) as single_accounts,
    cast(nullif(told.thread_accounts, 0) as bigint) as thread_accounts,
    cast(told.buyerless_accounts as bigint) as buyerless_accounts,
    cast(nullif(told.buyer_accounts, 0) as bigint) as buyer_accounts,
    cast(told.key_departures as bigint) as key_departures,
    cast(told.open_departures as bigint) as open_departures,
    cast(told.unjudged_departures as bigint) as unjudged_departures,
    cast(told.reporting_faults as bigint) as reporting_faults,
    cast(told.unplaced_contacts as bigint) as unplaced_contacts,
    cast(priced.open_amount as decimal(18, 2)) as open_amount,
    cast(coalesce(priced.risk_act_amount, case when priced.deals = 0 and exported.has_opportunities then 0 end) as decimal(18, 2))
        as risk_act_amount,
    cast(coalesce(priced.risk_watch_amount, case when priced.deals = 0 and exported.has_opportunities then 0 end) as decimal(18, 2))
        as risk_watch_amount,
    cast(priced.risk_deals as bigint) as risk_deals,
    cast(priced.risk_quarter_amount as decimal(18, 2)) as risk_quarter_amount,
    cast(priced.risk_later_amount as decimal(18, 2)) as risk_later_amount,
    cast(priced.no_plan_amount as decimal(18, 2)) as no_plan_amount,
    cast(priced.stale_plan_amount as decimal(18, 2)) as stale_plan_amount,
    cast(priced.below_l3_amount as decimal(18, 2)) as below_l3_amount,
    cast(priced.single_thread_amount as decimal(18, 2)) as single_thread_amount,
    cast(priced.unjudged_amount as decimal(18, 2)) as unjudged_amount,
    cast(priced.unpriced_deals as bigint) as unpriced_deals
from told
cross join priced
cross join exported
cross join export_run
