-- On how few AEs the bookings of a fiscal quarter rest: what each won and its share of all, the largest first.
-- grain: one row per AE who won something
-- key: person_id
-- parameters: team, owner, quarter, population
-- $region: region of the account; null means every region
-- $segment: segment of the deal; null means every segment
-- columns: person_id, person_name, manager_name, won_amount
-- deals_won: number of won deals
-- won_part_share: won_amount by what the whole scope won; null where that is nothing or less
-- winners: people who won something

with

told as (

    select *, sum(won_amount) over (partition by 1) as won_in_all, count(*) over (partition by 1) as winners
    from attainment_people
    where deals_won > 0

)

select
    person_id,
    person_name,
    manager_name,
    won_amount,
    deals_won,
    cast(won_amount as double) / nullif(cast(case when won_in_all > 0 then won_in_all end as double), 0) as won_part_share,
    cast(winners as bigint) as winners
from told
order by won_amount desc nulls last, person_id nulls last
