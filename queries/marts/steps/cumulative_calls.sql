-- What each submitter called for a week, once per category: the last call in time and the last late one, made cumulative.
-- grain: one row per submitter, quarter, week and category
-- key: person_id, quarter_starts_on, week_starts_on, category
-- columns: quarter_starts_on, week_starts_on, category, submitted_on, is_basis_assumed
-- person_id: the submitter
-- has_official: one was handed in by the cut-off
-- has_late: one was handed in after it
-- official: amount handed in by the cut-off, as handed in
-- late: the last one after it, as handed in
-- official_basis: cumulative or incremental
-- late_basis: the same of the late one
-- is_unconverted: true when the call has no rate for its currency
-- official_amount: handed in by the cut-off, in cumulative form and the reporting currency; null where nothing was
-- late_amount: the last one handed in after it

with

picked as (

    select
        person_id, quarter_starts_on, week_starts_on, category, is_in_time, amount, submitted_on, basis,
        is_basis_assumed, is_unconverted,
        row_number() over (
            partition by person_id, quarter_starts_on, week_starts_on, category, is_in_time
            order by submitted_at desc nulls last, submitted_on desc nulls last, given_level nulls last
        ) as place
    from forecast_entries
    where is_used and category in ('commit', 'most_likely', 'best_case', 'closed')

),

called as (

    select
        person_id,
        quarter_starts_on,
        week_starts_on,
        category,
        max(case when is_in_time then 1 else 0 end) = 1 as has_official,
        max(case when not is_in_time then 1 else 0 end) = 1 as has_late,
        max(case when is_in_time then amount end) as official,
        max(case when not is_in_time then amount end) as late,
        coalesce(max(case when is_in_time then submitted_on end), max(submitted_on)) as submitted_on,
        max(case when is_in_time then basis end) as official_basis,
        max(case when not is_in_time then basis end) as late_basis,
        max(case when is_basis_assumed then 1 else 0 end) = 1 as is_basis_assumed,
        max(case when is_unconverted then 1 else 0 end) = 1 as is_unconverted
    from picked
    where place = 1
    group by person_id, quarter_starts_on, week_starts_on, category

),

parts as (

    select
        person_id,
        quarter_starts_on,
        week_starts_on,
        max(case when category = 'closed' then coalesce(official, late) end) as closed_part,
        max(case when category = 'commit' then coalesce(official, late) end) as commit_part,
        max(case when category = 'most_likely' then coalesce(official, late) end) as most_likely_part
    from called
    group by person_id, quarter_starts_on, week_starts_on

),

safer as (

    select
        called.person_id,
        called.quarter_starts_on,
        called.week_starts_on,
        called.category,
        coalesce(parts.closed_part, forecast_rollups.won_amount)
        + case when called.category = 'commit' then 0 else parts.commit_part end
        + case when called.category = 'best_case' then coalesce(parts.most_likely_part, 0) else 0 end as safer_amount
    from called
    inner join parts
        on
            parts.person_id = called.person_id
            and parts.quarter_starts_on = called.quarter_starts_on
            and parts.week_starts_on = called.week_starts_on
    left join forecast_rollups
        on forecast_rollups.person_id = called.person_id and forecast_rollups.week_starts_on = called.week_starts_on

)

select
    called.*,
    called.official + case when called.official_basis = 'incremental' then safer.safer_amount else 0 end
        as official_amount,
    called.late + case when called.late_basis = 'incremental' then safer.safer_amount else 0 end as late_amount
from called
inner join safer
    on
        safer.person_id = called.person_id
        and safer.quarter_starts_on = called.quarter_starts_on
        and safer.week_starts_on = called.week_starts_on
        and safer.category = called.category
where called.category <> 'closed'
