-- What changed of a record on a day, from its first state of that day to its last, since the first news of any plan.
-- grain: one row per record, field and day on which it ended otherwise than it began
-- key: table_name, record_id, field, changed_on
-- columns: table_name, changed_on
-- record_id: action, contact or place it happened to; empty where several records of a day are one row
-- parent_record_id: record it belongs to: the plan of a plan answer
-- field: column that changed
-- old_value: as the day began
-- new_value: as it ended

with

history as (

    select
        *,
        cast(changed_at as date) as changed_on,
        row_number() over (
            partition by table_name, record_id, field, cast(changed_at as date) order by changed_at nulls last
        ) as place,
        row_number() over (
            partition by table_name, record_id, field, cast(changed_at as date) order by changed_at desc nulls last
        ) as place_back
    from stg_field_history
    cross join (select min(since_on) as first_on from plans_with_news as asked) as news
    where cast(changed_at as date) > news.first_on

)

select
    first_moves.table_name,
    first_moves.record_id,
    first_moves.parent_record_id,
    first_moves.field,
    first_moves.changed_on,
    first_moves.old_value,
    last_moves.new_value
from history as first_moves
inner join history as last_moves
    on last_moves.table_name = first_moves.table_name
    and last_moves.record_id = first_moves.record_id
    and last_moves.field = first_moves.field
    and last_moves.changed_on = first_moves.changed_on
    and last_moves.place_back = 1
where first_moves.place = 1 and first_moves.old_value is distinct from last_moves.new_value
