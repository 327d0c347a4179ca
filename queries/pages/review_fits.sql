-- Whether each team's AEs fit into one review of about two hours (S102).
-- grain: one row per manager with active AEs
-- key: person_id
-- parameters: team, owner
-- person_id: the manager
-- person_name: the manager's name
-- review_reps: active AEs who report to them
-- minutes_low: minutes at the least time for each
-- minutes_high: minutes at the usual time for each
-- fit: fits, tight (only at the least time) or does not fit

select
    managers.person_id,
    managers.person_name,
    cast(count(*) as bigint) as review_reps,
    cast(count(*) * max(thresholds.review_minutes_low) as bigint) as minutes_low,
    cast(count(*) * max(thresholds.review_minutes_high) as bigint) as minutes_high,
    case
        when count(*) * max(thresholds.review_minutes_high) <= max(thresholds.review_minutes) then 'fits'
        when count(*) * max(thresholds.review_minutes_low) <= max(thresholds.review_minutes) then 'tight'
        else 'does not fit'
    end as fit
from people as reps
inner join reports as lines on lines.person_id = reps.person_id and lines.levels = 1
inner join people as managers on managers.person_id = lines.manager_id
cross join thresholds
where
    reps.is_rep
    and reps.is_active
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = reps.person_id)
    )
    and ($owner is null or reps.person_id = $owner)
group by managers.person_id, managers.person_name
order by review_reps desc nulls last, managers.person_name nulls last, managers.person_id nulls last
