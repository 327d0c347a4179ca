-- Next moves: the cells of whitespace with most reasons, each with its reasons and with what is unknown.
-- Four things may speak for a cell: (1) its estimated potential is above the mean of the estimated cells in view;
-- (2) the competitor's contract in it ends within displacement_days; (3) the account has a champion or supporter with
-- high influence; (4) a neighbouring stage of the same account is ours. Cells are ordered by how many of the four hold,
-- then by larger potential, sooner end of contract, account and stage. What is unknown never counts for or against.
-- grain: one row per cell
-- key: cell_id
-- parameters: team, owner, region, segment, shown, sort
-- columns: cell_id, account_id, account_name, buying_centre_name, stage_id, stage_label, product_name
-- move_place: place in the order, from 1
-- person_id: person it counts under
-- person_name: their name
-- severity: act where the competitor's contract ends within displacement_days, note otherwise
-- cell_state: potential, competitor or in-house
-- vendor: who holds it
-- potential: yearly potential in the reporting currency; null without an estimate
-- renewal_on: end of the vendor's contract
-- reasons: how many of the four things speak for it
-- move_reason: those that do, in words
-- move_unknown: which of the four cannot be told, and why; null when all can

with

open_ground as (

    select
        cells.*,
        accounts.account_name,
        accounts.person_id,
        accounts.person_name,
        case when cells.recorded_state = 'competitor'
            then date_diff('day', export_run.as_of_on, cells.renewal_on)
        end as renewal_days,
        cast(sum(cells.potential) over (partition by 1) as double)
        / nullif(cast(count(cells.potential) over (partition by 1) as double), 0) as mean_potential
    from whitespace_cells as cells
    cross join export_run
    inner join whitespace_accounts as accounts on accounts.account_id = cells.account_id
    where cells.state in ('potential', 'competitor', 'in-house')

),

judged as (

    select
        open_ground.*,
        neighbours.neighbour_label,
        open_ground.potential > open_ground.mean_potential as has_value,
        case
            when open_ground.recorded_state <> 'competitor' then false
            when open_ground.renewal_days >= 0 then open_ground.renewal_days <= thresholds.displacement_days
        end as is_ending,
        rungs.high_influence_supporters >= 1 as has_supporter,
        neighbours.cell_id is not null as has_neighbour
    from open_ground
    cross join thresholds
    left join whitespace_neighbours as neighbours on neighbours.cell_id = open_ground.cell_id
    left join relationship_rungs as rungs on rungs.account_id = open_ground.account_id

),

counted as (

    select
        *,
        case when has_value then 1 else 0 end
        + case when is_ending then 1 else 0 end
        + case when has_supporter then 1 else 0 end
        + case when has_neighbour then 1 else 0 end as reasons
    from judged

),

ordered as (

    select
        *,
        row_number() over (
            order by
                reasons desc nulls last,
                potential desc nulls last,
                case when renewal_days >= 0 then renewal_days end nulls last,
                account_name nulls last,
                display_order nulls last,
                cell_id nulls last
        ) as move_place
    from counted

)

select
    cast(ordered.move_place as bigint) as move_place,
    ordered.cell_id,
    ordered.account_id,
    ordered.account_name,
    ordered.person_id,
    ordered.person_name,
    case when ordered.is_ending then 'act' else 'note' end as severity,
    ordered.buying_centre_name,
    ordered.stage_id,
    ordered.stage_label,
    ordered.product_name,
    ordered.state as cell_state,
    ordered.vendor,
    ordered.potential,
    ordered.renewal_on,
    cast(ordered.reasons as bigint) as reasons,
    case
        when ordered.reasons = 0 then 'whitespace, no further reason yet'
        else substr(
            case
                when ordered.is_ending
                    then '; contract with ' || coalesce(ordered.vendor, 'the competitor') || ' ends '
                    || cast(extract(day from ordered.renewal_on) as varchar) || ' '
                    || substr(
                        'JanFebMarAprMayJunJulAugSepOctNovDec', 3 * extract(month from ordered.renewal_on) - 2, 3
                    )
                    || ' ' || cast(extract(year from ordered.renewal_on) as varchar)
                else ''
            end
            || case when ordered.has_value then '; above-average potential' else '' end
            || case when ordered.has_supporter then '; an influential supporter' else '' end
            || case when ordered.has_neighbour then '; they already use us for ' || ordered.neighbour_label else '' end,
            3
        )
    end as move_reason,
    case
        when ordered.potential is not null
            and (ordered.recorded_state <> 'competitor' or ordered.renewal_days >= 0)
            and ordered.has_supporter is not null
            then null
        else substr(
            case when ordered.potential is null then '; potential: no estimate' else '' end
            || case
                when ordered.recorded_state = 'competitor' and ordered.renewal_on is null
                    then '; contract end: no date'
                when ordered.recorded_state = 'competitor' and ordered.renewal_days < 0
                    then '; contract end: date passed, needs confirming'
                else ''
            end
            || case when ordered.has_supporter is null then '; supporters: no contacts export' else '' end,
            3
        )
    end as move_unknown
from ordered
cross join thresholds
where ordered.move_place <= thresholds.moves_shown
order by ordered.move_place nulls last
