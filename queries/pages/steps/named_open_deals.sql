-- Open deals in view, with their owner's name.
-- grain: one row per open opportunity
-- key: opportunity_id
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
