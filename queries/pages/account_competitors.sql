-- Our competitors at an account: where they sit, deals against them, people who speak for them (S110, S62).
-- The customer's own competitors are another list (P3).
-- grain: one row per account and competitor, spellings that differ in case alone taken together
-- key: account_id, competitor
-- parameters: account
-- columns: account_id
-- competitor: name as written
-- cells: whitespace cells they hold
-- spend: yearly spend with them in the reporting currency; null where none is known
-- renewal_on: first of their contracts to end that has not ended yet
-- cells_without_date: cells of theirs without a contract end
-- open_deals: open opportunities against them
-- lost_deals: opportunities lost to them
-- won_deals: opportunities won against them
-- supporters: contacts who are here and speak up for them
-- high_influence_supporters: of these, with high influence

with

mentions as (

    select
        cells.account_id,
        trim(cells.vendor) as competitor,
        1 as cells,
        cells.spend,
        case when cells.renewal_on >= export_run.as_of_on then cells.renewal_on end as renewal_on,
        case when cells.renewal_on is null then 1 else 0 end as cells_without_date,
        0 as open_deals,
        0 as lost_deals,
        0 as won_deals,
        0 as supporters,
        0 as high_influence_supporters
    from whitespace_cells as cells
    cross join export_run
    where cells.recorded_state = 'competitor' and cells.vendor is not null
    union all
    select
        account_id,
        trim(competitor),
        0,
        null,
        null,
        0,
        case when not is_closed then 1 else 0 end,
        case when is_closed and not is_won then 1 else 0 end,
        case when is_won then 1 else 0 end,
        0,
        0
    from opportunities
    where competitor is not null and account_id is not null
    union all
    select
        account_id,
        trim(competitor_affinity),
        0,
        null,
        null,
        0,
        0,
        0,
        0,
        1,
        case when influence = 'high' then 1 else 0 end
    from contacts
    where competitor_affinity is not null and is_active

)

select
    account_id,
    min(competitor) as competitor,
    cast(sum(cells) as bigint) as cells,
    cast(sum(spend) as decimal(18, 2)) as spend,
    min(renewal_on) as renewal_on,
    cast(sum(cells_without_date) as bigint) as cells_without_date,
    cast(sum(open_deals) as bigint) as open_deals,
    cast(sum(lost_deals) as bigint) as lost_deals,
    cast(sum(won_deals) as bigint) as won_deals,
    cast(sum(supporters) as bigint) as supporters,
    cast(sum(high_influence_supporters) as bigint) as high_influence_supporters
from mentions
where $account is null or account_id = $account
group by account_id, lower(competitor)
order by account_id nulls last, cells desc nulls last, open_deals desc nulls last, competitor nulls last
