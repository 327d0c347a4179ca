-- Every exported quota, with the fiscal quarter it is for and whether it counts there.
-- One measure counts in the whole file: bookings where there are any, else net ARR, else revenue. A year is not split.
-- grain: one row per person or team, period, measure and level
-- key: person_id, period_starts_on, measure, given_level
-- columns: period_starts_on, measure, amount, currency
-- person_id: the person, or the manager of the team
-- period_ends_on: last day as exported; null where no export tells
-- given_level: level as exported: rep, team, overlay or other; null where the export has none
-- level: rep, team or overlay; where the export has none, team for whoever manages people and rep for everybody else
-- quarter_label: fiscal quarter in which the period begins; null where the calendar does not reach that far
-- quarter_starts_on: first day of that quarter
-- is_whole_quarter: true where the row is for exactly that quarter
-- months: months of the quarter that the row is for
-- amount_as_given: as exported
-- outcome: counted, or why it is not

with

ranked as (

    select
        stg_quotas.*,
        case measure when 'bookings' then 1 when 'net_arr' then 2 when 'revenue' then 3 when 'other' then 4 else 5 end
            as measure_place
    from stg_quotas

),

chosen as (

    select min(measure_place) as measure_place from ranked where level is distinct from 'overlay' and amount is not null

),

neighbours as (

    select
        ranked.*,
        coalesce(
            date_diff('day', period_starts_on, lead(period_starts_on) over periods),
            date_diff('day', lag(period_starts_on) over periods, period_starts_on)
        ) as days_apart
    from ranked
    window periods as (partition by person_id, measure, level order by period_starts_on nulls last)

),

placed as (

    select
        neighbours.*,
        case when neighbours.level is not null then neighbours.level when people.is_manager then 'team' else 'rep' end
            as counted_level,
        starts.quarter_label,
        starts.quarter_starts_on,
        case
            when neighbours.period_ends_on is not null
                then
                    case
                        when neighbours.period_ends_on < neighbours.period_starts_on then 'unclear'
                        when neighbours.period_ends_on > starts.quarter_ends_on then 'longer'
                        when
                            neighbours.period_starts_on = starts.quarter_starts_on
                            and neighbours.period_ends_on = starts.quarter_ends_on
                            then 'quarter'
                        else 'part'
                    end
            when lower(neighbours.fiscal_label) like '%q%'
                then case when neighbours.period_starts_on = starts.quarter_starts_on then 'quarter' else 'longer' end
            when neighbours.days_apart <= 31 then 'part'
            when neighbours.days_apart <= 92 and neighbours.period_starts_on = starts.quarter_starts_on then 'quarter'
            when
                neighbours.days_apart is null
                and neighbours.fiscal_label is null
                and neighbours.period_starts_on = starts.quarter_starts_on
                then 'quarter'
            when neighbours.days_apart <= 92 then 'longer'
            else 'unclear'
        end as span,
        case
            when neighbours.period_ends_on is null then starts.month_of_fq
            else ends.month_of_fq
        end as last_month,
        starts.month_of_fq as first_month
    from neighbours
    left join people on people.person_id = neighbours.person_id
    left join calendar as starts on starts.day_on = neighbours.period_starts_on
    left join calendar as ends on ends.day_on = neighbours.period_ends_on

),

wholes as (

    select distinct person_id, measure, level, quarter_starts_on
    from placed
    where span = 'quarter' and amount is not null

)

select
    placed.person_id,
    placed.period_starts_on,
    placed.period_ends_on,
    placed.measure,
    placed.level as given_level,
    placed.counted_level as level,
    placed.quarter_label,
    placed.quarter_starts_on,
    coalesce(placed.span = 'quarter', false) as is_whole_quarter,
    cast(
        case placed.span when 'quarter' then 3 when 'part' then placed.last_month - placed.first_month + 1 end
        as integer
    ) as months,
    cast(placed.amount * currency_rates.rate_to_reporting as decimal(18, 2)) as amount,
    placed.amount as amount_as_given,
    coalesce(placed.currency, thresholds.reporting_currency) as currency,
    case
        when placed.amount is null then 'no amount'
        when placed.counted_level = 'overlay' then 'overlay quota, never added to the others'
        when placed.counted_level = 'other' then 'level not understood'
        when placed.measure_place <> chosen.measure_place then 'another measure than the one that counts'
        when placed.quarter_label is null or placed.span = 'unclear' then 'length of the period cannot be told'
        when placed.span = 'longer' then 'for longer than one fiscal quarter, not split'
        when placed.span = 'part' and wholes.person_id is not null then 'part of a quarter that has a row of its own'
        when currency_rates.currency is null then 'no rate for its currency'
        else 'counted'
    end as outcome
from placed
cross join thresholds
left join chosen on true
left join currency_rates on currency_rates.currency = coalesce(placed.currency, thresholds.reporting_currency)
left join wholes
    on wholes.person_id = placed.person_id
    and wholes.measure is not distinct from placed.measure
    and wholes.level is not distinct from placed.level
    and wholes.quarter_starts_on = placed.quarter_starts_on
