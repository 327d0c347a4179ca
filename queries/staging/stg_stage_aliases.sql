-- Other names of lifecycle stages, one by one.
-- grain: one row per lifecycle stage and other name
-- key: stage_id, alias

select distinct stage_id, trim(alias) as alias
from (select stage_id, unnest(string_split(aliases, ';')) as alias from exports.stages)
where trim(alias) <> ''
