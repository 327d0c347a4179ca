-- Sales cycles of the viewer and of everyone below; the whole company's for those who see everything.
-- grain: as sales_cycles
-- key: as sales_cycles

select sales_cycles.*
from marts.sales_cycles as sales_cycles
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = sales_cycles.person_id
    )
    or (
        sales_cycles.person_id = 'everyone'
        and exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
    )
