-- Days on which a manager went through an opportunity: the dates that lines of the review notes begin with.
-- A line counts when it starts with a real day as year-month-day; 30 February does not.
-- grain: one row per opportunity and day
-- key: opportunity_id, consulted_on

select distinct opportunity_id, consulted_on
from (
    select opportunity_id, try_cast(regexp_extract(line, '^\s*(\d{4}-\d{2}-\d{2})', 1) as date) as consulted_on
    from (
        select opportunity_id, unnest(string_split(replace(manager_review, chr(13), chr(10)), chr(10))) as line
        from exports.opportunity_plans
    )
)
where consulted_on is not null
