-- Our people against the key people of each account: who was in touch with whom, how often, when last, which way (S58).
-- Ours are the owner, the team, whoever keeps up a key contact, and whoever was in touch with one.
-- grain: one row per person of ours and key person of an account
-- key: contact_id, person_id
-- columns: account_id, contact_name, title, is_holder, touches, direction
-- contact_id: the key person
-- person_id: our person; 'unnamed' where the interactions name nobody
-- last_touch_on: last interaction; null for never
-- strength: strong, regular, thin, earlier or none, by touches in the last thread_days; unknown without an export
-- contact_place: order of the key people of an account, the most influential first
-- person_place: order of our people there, the busiest first

with

ours as (

    select account_id, person_id from account_members
    union
    select account_id, owner_id from accounts where owner_id is not null
    union
    select account_id, holder_id from contact_cover where holder_id is not null
    union
    select cover.account_id, touches.person_id
    from contact_touches as touches
    inner join contact_cover as cover on cover.contact_id = touches.contact_id

),

met as (

    select
        cover.account_id,
        cover.contact_id,
        ours.person_id,
        cover.holder_id is not distinct from ours.person_id as is_holder,
        coalesce(touches.touches, 0) as touches,
        sum(coalesce(touches.touches, 0)) over (partition by cover.account_id, ours.person_id) as all_touches,
        touches.last_touch_on,
        case
            when touches.two_way_on is not null then 'both ways'
            when touches.inbound_on is not null then 'from them'
            when touches.last_touch_on is not null then 'from us'
        end as direction
    from contact_cover as cover
    inner join ours on ours.account_id = cover.account_id
    left join contact_touches as touches
        on touches.contact_id = cover.contact_id and touches.person_id = ours.person_id

)

select
    met.account_id,
    met.contact_id,
    stakeholders.contact_name,
    stakeholders.title,
    met.person_id,
    met.is_holder,
    case when exported.has_interactions then cast(met.touches as bigint) end as touches,
    met.last_touch_on,
    met.direction,
    case
        when not exported.has_interactions then 'unknown'
        when met.touches >= thresholds.strong_touches then 'strong'
        when met.touches >= thresholds.regular_touches then 'regular'
        when met.touches >= 1 then 'thin'
        when met.last_touch_on is not null then 'earlier'
        else 'none'
    end as strength,
    dense_rank() over (
        partition by met.account_id
        order by
            case stakeholders.influence when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end nulls last,
            stakeholders.contact_name nulls last,
            met.contact_id nulls last
    ) as contact_place,
    row_number() over (
        partition by met.contact_id
        order by met.all_touches desc nulls last, met.person_id nulls last
    ) as person_place
from met
cross join exported
cross join thresholds
inner join stakeholders on stakeholders.contact_id = met.contact_id
order by met.account_id, met.contact_id
