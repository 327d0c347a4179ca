-- What each buying centre of an account uses per lifecycle stage (S70): the state that ranks first, and how many
-- recordings of the cell are in it where they differ (S77). What is recorded for the whole account stands in for a
-- centre that has no recording of its own.
-- grain: one row per account, buying centre and stage shown
-- key: account_id, line, stage_id
-- $account: the account; null gives no row
-- columns: account_id, stage_label, state
-- line: id of the buying centre; empty for the account as a whole
-- centre_name: its name
-- line_place: order of the line: the whole account last
-- stage_id: lifecycle stage
-- display_order: place of the stage from left to right
-- recordings: recordings of the cell; 0 is not mapped, known by an open opportunity at most (S72)
-- same_recordings: of these, in that state; fewer than recordings is a mixed cell
-- vendors: vendors named in the cell; at most two are spelt out
-- potential: yearly potential in the reporting currency; null without an estimate
-- renewal_on: first contract end among them

with

wanted as (

    select account_id from accounts where account_id = $account

),

centres as (

    select account_id, buying_centre_id, name as centre_name from buying_centres
    union
    select account_id, buying_centre_id, buying_centre_name
    from whitespace_cells
    where buying_centre_id is not null
        and not exists (
            select 1 from buying_centres where buying_centres.buying_centre_id = whitespace_cells.buying_centre_id
        )

),

mapped_as_a_whole as (

    select account_id from whitespace_cells group by account_id having count(buying_centre_id) = 0

),

lines as (

    select
        wanted.account_id,
        centres.buying_centre_id as line,
        coalesce(centres.centre_name, 'unnamed centre') as centre_name,
        1 as line_place
    from wanted
    inner join centres on centres.account_id = wanted.account_id
    where not exists (select 1 from mapped_as_a_whole as whole where whole.account_id = wanted.account_id)
    union all
    select wanted.account_id, '', 'Whole account', 2
    from wanted
    where not exists (select 1 from centres where centres.account_id = wanted.account_id)
        or exists (
            select 1
            from whitespace_cells
            where whitespace_cells.account_id = wanted.account_id and whitespace_cells.buying_centre_id is null
        )

),

ranked as (

    select
        cells.account_id,
        coalesce(cells.buying_centre_id, '') as line,
        cells.stage_id,
        cells.state,
        case cells.state
            when 'ours' then 1 when 'open opportunity' then 2 when 'competitor' then 3 when 'in-house' then 4
            when 'potential' then 5 when 'unknown' then 6 else 7
        end as state_place,
        cells.vendor,
        cells.potential,
        cells.renewal_on
    from whitespace_cells as cells
    inner join wanted on wanted.account_id = cells.account_id
    where cells.stage_id is not null

),

foremost as (

    select account_id, line, stage_id, min(state_place) as state_place
    from ranked
    group by account_id, line, stage_id

),

cells as (

    select
        ranked.account_id,
        ranked.line,
        ranked.stage_id,
        max(case when ranked.state_place = foremost.state_place then ranked.state end) as state,
        count(*) as recordings,
        count(*) filter (where ranked.state_place = foremost.state_place) as same_recordings,
        min(ranked.vendor) || case when min(ranked.vendor) <> max(ranked.vendor) then ', ' || max(ranked.vendor) else '' end
            as vendors,
        sum(ranked.potential) as potential,
        min(ranked.renewal_on) as renewal_on
    from ranked
    inner join foremost
        on foremost.account_id = ranked.account_id and foremost.line = ranked.line and foremost.stage_id = ranked.stage_id
    group by ranked.account_id, ranked.line, ranked.stage_id

)

select
    lines.account_id,
    lines.line,
    lines.centre_name,
    lines.line_place,
    stages.stage_id,
    stages.label as stage_label,
    stages.display_order,
    coalesce(cells.state, whole.state, gaps.state, 'unknown') as state,
    cast(coalesce(cells.recordings, whole.recordings, 0) as bigint) as recordings,
    cast(coalesce(cells.same_recordings, whole.same_recordings, 0) as bigint) as same_recordings,
    coalesce(cells.vendors, whole.vendors) as vendors,
    cast(cells.potential as decimal(18, 2)) as potential,
    coalesce(cells.renewal_on, whole.renewal_on) as renewal_on
from lines
cross join lifecycle_stages as stages
left join cells
    on cells.account_id = lines.account_id and cells.line = lines.line and cells.stage_id = stages.stage_id
left join cells as whole
    on whole.account_id = lines.account_id and whole.line = '' and whole.stage_id = stages.stage_id
left join whitespace_gaps as gaps
    on gaps.account_id = lines.account_id
    and coalesce(gaps.buying_centre_id, '') = lines.line
    and gaps.stage_id = stages.stage_id
where stages.is_shown
order by
    lines.line_place nulls last,
    lines.centre_name nulls last,
    lines.line nulls last,
    stages.display_order nulls last,
    stages.stage_id nulls last
