-- Changes of fields of the accounts, plans and contacts that the viewer may see.
-- grain: as field_history
-- key: as field_history

select history.*
from staging.stg_field_history as history
left join staging.stg_account_plans as plans
    on history.table_name in ('account_plans', 'plan_sections', 'plan_answers') and plans.plan_id = history.parent_record_id
left join staging.stg_contacts as contacts on history.table_name = 'contacts' and contacts.contact_id = history.record_id
where
    exists (
        select 1
        from marts.account_access as access
        where
            access.viewer_id = $viewer
            and access.until_on >= $today
            and access.account_id = case
                when history.table_name in ('accounts', 'whitespace_cells') then history.parent_record_id
                else coalesce(plans.account_id, contacts.account_id)
            end
    )
