-- What stands for a person whose name a viewer may not see: the role, without the name.
-- grain: one row per person
-- key: person_id
-- columns: person_id
-- role_name: AE outside your view, likewise for other roles; somebody outside your view where the role is unknown

select
    person_id,
    case when role is null or role = 'OTHER' then 'somebody' else role end || ' outside your view' as role_name
from people
order by person_id
