-- Who of ours holds each key person at an account, and who covers if that colleague leaves.
-- grain: one row per key person
-- key: contact_id
-- parameters: account
-- columns: account_id, contact_name, title, influence, is_holder_gone, is_holder_in_touch
-- columns: people_in_touch, cover_on, last_touch_on
-- contact_id: the key person
-- holder_name: our person who keeps up the contact, else the account's owner; null where neither is named
-- cover_name: of these, the busiest beside the holder; null without one
-- cover_gap: what is missing, in words; null when covered, and without an interactions export

select
    cover.account_id,
    cover.contact_id,
    cover.contact_name,
    cover.title,
    cover.influence,
    case
        when cover.holder_id is not null
            then coalesce(holders.person_name, holder_roles.role_name, 'somebody outside your view')
    end as holder_name,
    cover.is_holder_gone,
    cover.is_holder_in_touch,
    cover.people_in_touch,
    case
        when cover.cover_id is not null
            then coalesce(covers.person_name, cover_roles.role_name, 'somebody outside your view')
    end as cover_name,
    cover.cover_on,
    cover.last_touch_on,
    cover.gap as cover_gap
from contact_cover as cover
left join people as holders on holders.person_id = cover.holder_id
left join people as covers on covers.person_id = cover.cover_id
left join person_roles as holder_roles on holder_roles.person_id = cover.holder_id
left join person_roles as cover_roles on cover_roles.person_id = cover.cover_id
where $account is null or cover.account_id = $account
order by
    cover.account_id nulls last,
    case cover.gap when 'nobody in touch' then 1 when 'no owner named' then 2 when 'only the holder' then 3 else 4 end
        nulls last,
    case cover.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
    cover.contact_name nulls last,
    cover.contact_id nulls last
