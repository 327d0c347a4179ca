-- Relationships of the key accounts within the filters.
-- grain: one row per key account that counts
-- key: account_id
-- parameters: team, owner, region, segment
-- columns: as account_relationships

select relationships.*
from account_relationships as relationships
where
    relationships.is_eligible
    and ($owner is null or relationships.counted_under_id = $owner)
    and (
        $team is null
        or exists (
            select 1
            from reports
            where reports.manager_id = $team and reports.person_id = relationships.counted_under_id
        )
    )
    and ($region is null or relationships.region = $region)
    and ($segment is null or relationships.segment = $segment)
