-- Where each deal stood on the earlier day against where it stands on the later (2.3.4).
-- The earlier amounts of a row from a category add up to the start, the later ones of a column to the ending.
-- grain: one row per state before and state after
-- key: state_before, state_after
-- parameters: form, as_of, compare_to, team, owner, region, categories, policy, ownership, population
-- $quarter: label of the fiscal quarter whose deals count; null means the quarter of the day looked at
-- $segment: segment of the deal; null means every segment
-- state_before: category it counted in, or how it came
-- state_after: category it counts in, or where it went
-- place_before: order of the rows
-- place_after: order of the columns
-- deals: deals
-- before_amount: what they counted for on the earlier day
-- after_amount: what they count for on the later day, or were won for

with

moved as (

    select
        opportunity_id,
        max(case when kind = 'in' then bucket end) as entry,
        max(case when kind = 'in' then place end) as entry_place,
        max(case when kind = 'out' then bucket end) as leave,
        max(case when kind = 'out' then place end) as leave_place,
        max(case when kind = 'start' then before_category end) as before_category,
        max(case when kind = 'end' then after_category end) as after_category,
        sum(case when kind = 'start' then amount else 0 end) as before_amount,
        sum(case when kind = 'end' then amount when outcome = 'won' then -amount else 0 end) as after_amount
    from pipeline_steps
    where kind <> 'note'
    group by opportunity_id

),

named as (

    select
        coalesce(before_names.label, moved.entry) as state_before,
        coalesce(after_names.label, moved.leave) as state_after,
        coalesce(before_names.place, moved.entry_place + 100) as place_before,
        coalesce(after_names.place, moved.leave_place + 100) as place_after,
        moved.before_amount,
        moved.after_amount
    from moved
    left join forecast_categories as before_names on before_names.category = moved.before_category
    left join forecast_categories as after_names on after_names.category = moved.after_category

)

select
    state_before,
    state_after,
    cast(place_before as integer) as place_before,
    cast(place_after as integer) as place_after,
    count(*) as deals,
    cast(sum(before_amount) as decimal(18, 2)) as before_amount,
    cast(sum(after_amount) as decimal(18, 2)) as after_amount
from named
group by state_before, state_after, place_before, place_after
order by place_before nulls last, place_after nulls last
