-- Answers to the recommendation question, never the satisfaction one, each with the windows it is the latest in (S59).
-- An answer without a contact counts by itself.
-- grain: one row per answer
-- key: response_id
-- response_id: the answer
-- account_id: the account it came from
-- contact_id: who answered; null is anonymous
-- response_on: day of the answer; null is unknown, and then it counts in no window
-- standing: promoter, passive or detractor
-- nps_window: now for the 12 months to the day of the data, before for the 12 months before those; null for older or undated ones
-- is_latest_in_window: the contact's latest answer of that window, the one that counts
-- half_label: fiscal half-year of the answer
-- half_starts_on: its first day
-- is_latest_in_half: the contact's latest answer of that half-year

with

answers as (

    select
        nps.response_id,
        nps.account_id,
        nps.contact_id,
        nps.response_on,
        case when nps.score >= 9 then 'promoter' when nps.score >= 7 then 'passive' else 'detractor' end as standing,
        case
            when nps.response_on > export_run.as_of_on then null
            when nps.response_on > cast(export_run.as_of_on - interval 12 month as date) then 'now'
            when nps.response_on > cast(export_run.as_of_on - interval 24 month as date) then 'before'
        end as nps_window,
        'FY' || lpad(cast(calendar.fiscal_year % 100 as varchar), 2, '0')
        || case when calendar.fiscal_quarter <= 2 then '-H1' else '-H2' end as half_label,
        case
            when calendar.fiscal_quarter in (1, 3) then calendar.quarter_starts_on
            else cast(calendar.quarter_starts_on - interval 3 month as date)
        end as half_starts_on,
        coalesce(nps.contact_id, nps.response_id || ' alone') as person
    from stg_nps as nps
    cross join export_run
    left join calendar on calendar.day_on = nps.response_on and nps.response_on <= export_run.as_of_on
    where nps.account_id is not null and nps.score between 0 and 10 and coalesce(nps.survey, 'nps') = 'nps'

),

placed as (

    select
        *,
        row_number() over (
            partition by account_id, person, nps_window order by response_on desc nulls last, response_id desc nulls last
        ) as window_place,
        row_number() over (
            partition by account_id, person, half_label order by response_on desc nulls last, response_id desc nulls last
        ) as half_place
    from answers

)

select
    response_id,
    account_id,
    contact_id,
    response_on,
    standing,
    nps_window,
    nps_window is not null and window_place = 1 as is_latest_in_window,
    half_label,
    half_starts_on,
    half_label is not null and half_place = 1 as is_latest_in_half
from placed
order by account_id, response_id
