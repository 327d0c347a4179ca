-- Every day as people read it, so that a sentence can name it.
-- grain: one row per day of the calendar
-- key: day_on
-- columns: day_on
-- day_label: `5 Oct 2026`

select
    day_on,
    cast(extract(day from day_on) as varchar)
    || case extract(month from day_on)
        when 1 then ' Jan '
        when 2 then ' Feb '
        when 3 then ' Mar '
        when 4 then ' Apr '
        when 5 then ' May '
        when 6 then ' Jun '
        when 7 then ' Jul '
        when 8 then ' Aug '
        when 9 then ' Sep '
        when 10 then ' Oct '
        when 11 then ' Nov '
        else ' Dec '
    end
    || cast(extract(year from day_on) as varchar) as day_label
from calendar
