-- Contact roles of opportunities that the viewer may see.
-- grain: as contact_roles
-- key: as contact_roles

select contact_roles.*
from staging.stg_contact_roles as contact_roles
inner join marts.opportunities as opportunities on opportunities.opportunity_id = contact_roles.opportunity_id
where
    exists (
        select 1
        from marts.subtree_access as below
        where below.viewer_id = $viewer and below.until_on >= $today and below.person_id = opportunities.owner_id
    )
    or exists (
        select 1
        from marts.account_access as access
        where access.viewer_id = $viewer and access.until_on >= $today and access.account_id = opportunities.account_id
    )
