-- Single threads by the day their contract renews, with the money behind them (S57, S108).
-- grain: one row per key account held by one thread or none
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: account_id, account_name, renewal_days, renewal_mark, rung, blocking_fact, arr, renewal_amount
-- person_id: AE it counts under
-- person_name: that AE's name
-- renewal_on: next renewal; null is unknown
-- renewal_due: how soon, as mark and word: act, watch, later, passed or no date
-- threads: people in two-way touch lately, 0 or 1
-- thread_contact_name: that person
-- open_amount: open Best Case, Most Likely and Commit deals
-- missing_team_roles: roles nobody fills

select
    relationships.account_id,
    relationships.account_name,
    relationships.counted_under_id as person_id,
    coalesce(people.person_name, 'Without owner') as person_name,
    relationships.renewal_on,
    relationships.renewal_days,
    relationships.renewal_mark,
    case relationships.renewal_mark when 'act' then '▲ act' when 'watch' then '● watch' else relationships.renewal_mark end
        as renewal_due,
    relationships.threads,
    relationships.thread_contact_name,
    relationships.rung,
    relationships.blocking_fact,
    relationships.arr,
    relationships.renewal_amount,
    relationships.open_amount,
    relationships.missing_team_roles
from scoped_relationships as relationships
left join people on people.person_id = relationships.counted_under_id
where relationships.thread_band = 'single'
order by
    case when relationships.renewal_days >= 0 then 0 when relationships.renewal_days < 0 then 1 else 2 end nulls last,
    relationships.renewal_on nulls last,
    relationships.arr desc nulls last,
    relationships.account_id nulls last
