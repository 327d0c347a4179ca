-- Spellings that fill a field without saying anything (S20, S84): a text that is one of them counts as blank.
-- grain: one row per spelling, in lower case
-- key: spelling
-- spelling: the whole text of such a field, trimmed and in lower case

with

spellings as (

    select '' as spelling
    union all
    select '.'
    union all
    select '-'
    union all
    select '?'
    union all
    select 'x'
    union all
    select 'n/a'
    union all
    select 'n.a.'
    union all
    select 'na'
    union all
    select 'tbd'
    union all
    select 'tba'
    union all
    select 'todo'
    union all
    select 'unknown'

)

-- the day of the data is one row, so this list is built with the warehouse like every other mart
select spellings.spelling
from spellings
cross join export_run
