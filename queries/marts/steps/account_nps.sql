-- What an account's people answer when asked whether they would recommend us, now and a year before (S67).
-- grain: one row per account that is neither deleted nor merged
-- key: account_id
-- columns: account_id, promoters, detractors, nps_answers, nps, nps_before, nps_trend, nps_band

with

surveys as (

    select
        account_id,
        count(*) filter (where nps_window = 'now') as nps_answers,
        count(*) filter (where nps_window = 'now' and standing = 'promoter') as promoters,
        count(*) filter (where nps_window = 'now' and standing = 'detractor') as detractors,
        count(*) filter (where nps_window = 'before') as answers_before,
        count(*) filter (where nps_window = 'before' and standing = 'promoter') as promoters_before,
        count(*) filter (where nps_window = 'before' and standing = 'detractor') as detractors_before
    from nps_answers
    where is_latest_in_window
    group by account_id

),

scored as (

    select
        surveys.*,
        case
            when surveys.nps_answers >= thresholds.nps_min_answers
                then 100.0 * (cast(surveys.promoters - surveys.detractors as double) / nullif(surveys.nps_answers, 0))
        end as nps,
        case
            when surveys.answers_before >= thresholds.nps_min_answers
                then
                    100.0
                    * (
                        cast(surveys.promoters_before - surveys.detractors_before as double)
                        / nullif(surveys.answers_before, 0)
                    )
        end as nps_before
    from surveys
    cross join thresholds

)

select
    accounts.account_id,
    case when exported.has_nps then coalesce(scored.promoters, 0) end as promoters,
    case when exported.has_nps then coalesce(scored.detractors, 0) end as detractors,
    case when exported.has_nps then coalesce(scored.nps_answers, 0) end as nps_answers,
    scored.nps,
    scored.nps_before,
    case
        when scored.nps > scored.nps_before then 'up'
        when scored.nps < scored.nps_before then 'down'
        when scored.nps = scored.nps_before then 'level'
    end as nps_trend,
    case
        when scored.nps > 0 then 'good'
        when scored.nps = 0 then 'fair'
        when scored.nps < 0 then 'poor'
        else 'unknown'
    end as nps_band
from accounts
cross join exported
left join scored on scored.account_id = accounts.account_id
order by accounts.account_id
