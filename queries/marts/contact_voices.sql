-- Outside voices that sway a contact (S61): named in an influence line, or listed with the contact.
-- What is only listed, such as "analysts", gives way to a named voice of the same kind.
-- grain: one row per contact who is still here and voice
-- key: contact_id, voice
-- columns: contact_id, account_id, title, strength
-- contact_name: who listens
-- influence: their own influence
-- voice: the party as exported
-- kind: analyst, partner, event, publication, user group or other

with

heard as (

    select to_contact_id as contact_id, external_party as voice, strength, true as is_named
    from stg_contact_influences
    where external_party is not null
    union all
    select contact_id, source, null, false from stg_contact_sources

),

sorted as (

    select
        heard.contact_id,
        facts.account_id,
        facts.contact_name,
        facts.title,
        facts.influence,
        heard.voice,
        heard.strength,
        heard.is_named,
        case
            when lower(heard.voice) like '%partner%' or partners.partner_name is not null then 'partner'
            when lower(heard.voice) like '%analyst%' then 'analyst'
            when lower(heard.voice) like '%user group%' or lower(heard.voice) like '%communit%' then 'user group'
            when lower(heard.voice) like '%event%' or lower(heard.voice) like '%conference%' then 'event'
            when lower(heard.voice) like '%publication%' then 'publication'
            else 'other'
        end as kind
    from heard
    inner join contact_facts as facts on facts.contact_id = heard.contact_id
    left join (
        select distinct account_id, lower(partner_name) as partner_name
        from stg_account_team
        where partner_name is not null
    ) as partners on partners.account_id = facts.account_id and partners.partner_name = lower(heard.voice)
    where facts.presence <> 'left'

),

placed as (

    select
        *,
        count(*) filter (where is_named) over (partition by contact_id, kind) as named_of_kind,
        row_number() over (
            partition by contact_id, lower(voice)
            order by
                case strength when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
                voice nulls last
        ) as place
    from sorted

)

select contact_id, account_id, contact_name, title, influence, voice, kind, strength
from placed
where place = 1 and (is_named or kind = 'other' or named_of_kind = 0)
order by account_id, contact_id
