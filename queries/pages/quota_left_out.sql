-- Exported quotas of a fiscal quarter that do not count, each with its reason.
-- grain: one row per exported quota
-- key: person_id, period_starts_on, measure, given_level
-- parameters: owner, quarter
-- $team: manager whose people are meant; null means everyone in view
-- columns: person_name, period_starts_on, currency
-- person_id: the person, or the manager of the team
-- period_ends_on: last day as exported
-- measure: what it counts, as exported
-- given_level: rep, team, overlay or other; null where the export has none
-- amount_as_given: as exported
-- outcome: why it does not count

select
    quota_rows.person_id,
    coalesce(people.person_name, quota_rows.person_id) as person_name,
    quota_rows.period_starts_on,
    quota_rows.period_ends_on,
    quota_rows.measure,
    quota_rows.given_level,
    quota_rows.amount_as_given,
    quota_rows.currency,
    quota_rows.outcome
from quota_rows
cross join export_run
left join people on people.person_id = quota_rows.person_id
where
    quota_rows.outcome <> 'counted'
    and quota_rows.quarter_label = coalesce($quarter, export_run.quarter_label)
    and ($owner is null or quota_rows.person_id = $owner)
    and (
        $team is null
        or exists (select 1 from reports where reports.manager_id = $team and reports.person_id = quota_rows.person_id)
    )
order by quota_rows.outcome nulls last, person_name nulls last, quota_rows.person_id nulls last,
    quota_rows.period_starts_on nulls last, quota_rows.measure nulls last, quota_rows.given_level nulls last
