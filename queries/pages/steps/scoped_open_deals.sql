-- Open deals within the filters, with their owner's name.
-- grain: one row per open opportunity
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- columns: as open_deals
-- owner_name: the owner's name, or what stands where there is none to show
-- manager_id: whom the owner reports to
-- manager_name: that manager's name

select
    open_deals.*,
    case
        when owners.person_name is not null then owners.person_name
        when open_deals.owner_state = 'unassigned' then 'Nobody named'
        else 'Unknown owner'
    end as owner_name,
    owners.manager_id,
    owners.manager_name
from open_deals
left join people as owners on owners.person_id = open_deals.owner_id
where
    ($owner is null or open_deals.owner_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = open_deals.owner_id)
    )
    and ($region is null or open_deals.region = $region)
    and ($segment is null or open_deals.segment = $segment)
