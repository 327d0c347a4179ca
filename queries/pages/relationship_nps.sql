-- The recommendation score by fiscal half-year, each person's latest answer of it (S59).
-- grain: one row per half-year from the first answer to the last
-- key: half_starts_on
-- parameters: team, owner, region, segment
-- half_starts_on: first day of the half-year
-- half_label: its name
-- nps_answers: people who answered
-- promoters: of these, 9 or 10
-- detractors: of these, 6 or less
-- nps: 100 x (promoters - detractors) / nps_answers; null below nps_min_answers

with

counted as (

    select
        answers.half_starts_on,
        answers.half_label,
        count(*) as nps_answers,
        count(*) filter (where answers.standing = 'promoter') as promoters,
        count(*) filter (where answers.standing = 'detractor') as detractors
    from nps_answers as answers
    inner join scoped_relationships as relationships on relationships.account_id = answers.account_id
    where answers.is_latest_in_half
    group by answers.half_starts_on, answers.half_label

),

reach as (

    select min(half_starts_on) as first_on, max(half_starts_on) as last_on from counted

),

halves as (

    select
        calendar.quarter_starts_on as half_starts_on,
        'FY' || lpad(cast(calendar.fiscal_year % 100 as varchar), 2, '0')
        || case when calendar.fiscal_quarter <= 2 then '-H1' else '-H2' end as half_label
    from calendar
    cross join reach
    where calendar.day_on = calendar.quarter_starts_on
        and calendar.fiscal_quarter in (1, 3)
        and calendar.day_on between reach.first_on and reach.last_on

)

select
    halves.half_starts_on,
    halves.half_label,
    cast(coalesce(counted.nps_answers, 0) as bigint) as nps_answers,
    cast(coalesce(counted.promoters, 0) as bigint) as promoters,
    cast(coalesce(counted.detractors, 0) as bigint) as detractors,
    case
        when counted.nps_answers >= thresholds.nps_min_answers
            then 100.0 * (cast(counted.promoters - counted.detractors as double) / nullif(counted.nps_answers, 0))
    end as nps
from halves
cross join thresholds
left join counted on counted.half_starts_on = halves.half_starts_on
order by halves.half_starts_on nulls last
