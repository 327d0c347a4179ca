-- How every live plan stands by each check that is asked of it: fine, to be looked at, or unknown, with the fact.
-- A check that does not apply to a plan has no row. No text of a plan stands here.
-- grain: one row per live plan and check that applies
-- key: plan_id, check_name
-- columns: plan_id, account_id, rule, check_name, check_place, asks
-- verdict: look, fine or unknown
-- fact: what it was judged by, in words

with

facts as (

    select
        facts.*,
        export_run.as_of_on,
        thresholds.untouched_days,
        thresholds.quarter_days,
        thresholds.half_year_days,
        thresholds.year_days,
        thresholds.month_days,
        thresholds.silent_days,
        thresholds.most_objectives,
        thresholds.most_actions,
        thresholds.crowded_week_share,
        thresholds.min_group_size,
        thresholds.idle_inspections,
        reviewed.day_label as review_on_label,
        sponsored.day_label as sponsor_on_label,
        seniors.day_label as senior_on_label,
        refreshed.day_label as refresh_on_label,
        joint.day_label as joint_on_label,
        shared.day_label as shared_on_label
    from plan_check_facts as facts
    cross join export_run
    cross join thresholds
    left join day_labels as reviewed on reviewed.day_on = facts.review_on
    left join day_labels as sponsored on sponsored.day_on = facts.sponsor_on
    left join day_labels as seniors on seniors.day_on = facts.senior_on
    left join day_labels as refreshed on refreshed.day_on = facts.refresh_on
    left join day_labels as joint on joint.day_on = facts.joint_on
    left join day_labels as shared on shared.day_on = facts.shared_on

),

cadences as (

    select
        facts.plan_id,
        facts.account_id,
        facts.age_days,
        facts.as_of_on,
        asked.check_place,
        case asked.check_place
            when 18 then facts.sponsor_on
            when 19 then facts.senior_on
            when 20 then facts.refresh_on
            when 21 then facts.shared_on
            else facts.joint_on
        end as last_on,
        case asked.check_place
            when 18 then facts.sponsor_on_label
            when 19 then facts.senior_on_label
            when 20 then facts.refresh_on_label
            when 21 then facts.shared_on_label
            else facts.joint_on_label
        end as last_on_label,
        case asked.check_place when 19 then facts.half_year_days when 20 then facts.year_days else facts.quarter_days end
            as most_days,
        case
            when asked.check_place = 21 and facts.lacks_sharing then 'account_plans: no shared with customer on'
            when asked.check_place <> 21 and not facts.has_reviews then 'no plan_reviews export'
        end as missing_export
    from facts
    cross join (
        select 18 as check_place union all select 19 union all select 20 union all select 21 union all select 22
    ) as asked

),

judged as (

    select
        plan_id,
        account_id,
        1 as check_place,
        case
            when age_days is null then 'unknown'
            when is_untouched and age_days > untouched_days then 'look'
            when is_untouched then 'fine'
            when least(first_change_days, last_change_days) <= untouched_days then 'fine'
            when first_change_days is not null and is_history_whole then 'look'
            else 'unknown'
        end as verdict,
        case
            when age_days is null then 'no creation date'
            when is_untouched then 'nothing changed since it was made, ' || cast(age_days as varchar) || ' days ago'
            when least(first_change_days, last_change_days) <= untouched_days
                then 'changed after ' || cast(least(first_change_days, last_change_days) as varchar) || ' days'
            when first_change_days is null or not is_history_whole then 'changed since; no history says when first'
            else 'first changed after ' || cast(first_change_days as varchar) || ' days'
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        2 as check_place,
        case
            when objectives is null then 'unknown'
            when objectives = 0 or unmeasured_objectives > 0 then 'look'
            else 'fine'
        end as verdict,
        case
            when objectives is null then 'no plan_objectives export'
            when objectives = 0 then 'no objective'
            else cast(unmeasured_objectives as varchar) || ' of ' || cast(objectives as varchar) || ' without a measure'
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        3 as check_place,
        case
            when open_actions is null and not has_edits then 'unknown' when contributors <= 1 then 'look' else 'fine'
        end as verdict,
        case
            when open_actions is null and not has_edits then 'no plan_actions export'
            else cast(contributors as varchar) || ' people own an action or changed it'
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        4 as check_place,
        case
            when has_csm is null then 'unknown' when missing_roles is not null then 'look' else 'fine'
        end as verdict,
        case
            when has_csm is null then 'no account_team export'
            else coalesce('missing: ' || missing_roles, 'all expected roles')
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        5 as check_place,
        case when changed_days is null then 'unknown' when changed_days > quarter_days then 'look' else 'fine' end as verdict,
        coalesce('changed ' || cast(changed_days as varchar) || ' days ago', 'no export says when it changed') as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        6 as check_place,
        case when changed_days is null then 'unknown' when is_trigger_stale then 'look' else 'fine' end as verdict,
        case when changed_days is null then 'no export says when it changed' when is_trigger_stale then 'an event since its last change' else 'no event left open' end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        7 as check_place,
        case
            when objectives > most_objectives or open_actions > most_actions then 'look'
            when objectives is null or open_actions is null then 'unknown'
            else 'fine'
        end as verdict,
        coalesce(cast(objectives as varchar), 'unknown') || ' objectives, '
        || coalesce(cast(open_actions as varchar), 'unknown') || ' open actions' as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        8 as check_place,
        case when market_answers is null then 'unknown' when market_answers < 2 then 'look' else 'fine' end as verdict,
        coalesce(cast(market_answers as varchar) || ' of 2 answered', 'no plan_answers export') as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        9 as check_place,
        case
            when owner_id is null or ownerless_actions > 0 or late_actions > 0 then 'look'
            when open_actions is null then 'unknown'
            else 'fine'
        end as verdict,
        case
            when owner_id is null then 'the plan has no owner'
            when open_actions is null then 'no plan_actions export'
            else cast(ownerless_actions as varchar) || ' actions without an owner, '
                || cast(late_actions as varchar) || ' long overdue'
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        10 as check_place,
        case
            when dated_actions is null then 'unknown'
            when dated_actions < min_group_size then 'fine'
            when busiest_week_actions > crowded_week_share * dated_actions then 'look'
            else 'fine'
        end as verdict,
        case
            when dated_actions is null then 'no plan_actions export'
            when dated_actions = 0 then 'no dated action'
            else cast(busiest_week_actions as varchar) || ' of ' || cast(dated_actions as varchar) || ' due in one week'
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        11 as check_place,
        case when live_plans > 1 then 'look' else 'fine' end as verdict,
        case when live_plans > 1 then cast(live_plans - 1 as varchar) || ' more live than the one that counts' else 'one' end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        12 as check_place,
        case when has_csm is null then 'unknown' when has_success_plan then 'fine' else 'look' end as verdict,
        case when has_csm is null then 'no account_team export' when has_success_plan then 'a live success plan' else 'no live success plan' end as fact
    from facts
    where plan_type = 'expand' and coalesce(has_csm, true)
    union all
    select
        plan_id,
        account_id,
        13 as check_place,
        case when inspections_since_change is null then 'unknown' when inspections_since_change >= idle_inspections then 'look' else 'fine' end as verdict,
        case when not has_reviews then 'no plan_reviews export' when inspections_since_change is null then 'no export says when it changed' else cast(inspections_since_change as varchar) || ' inspections since it last changed' end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        14 as check_place,
        case when has_csm is null or changed_days is null then 'unknown' when changed_days > month_days then 'look' else 'fine' end as verdict,
        case when has_csm is null then 'no account_team export' else coalesce('changed ' || cast(changed_days as varchar) || ' days ago', 'no export says when it changed') end as fact
    from facts
    where plan_type = 'expand' and coalesce(has_csm, true)
    union all
    select
        plan_id,
        account_id,
        15 as check_place,
        case
            when not has_reviews then 'unknown'
            when coalesce(review_days, age_days) > quarter_days then 'look'
            when review_on is null then case when age_days is null then 'unknown' else 'fine' end
            when present_roles is null then 'unknown'
            when present_roles < expected_roles then 'look'
            else 'fine'
        end as verdict,
        case
            when not has_reviews then 'no plan_reviews export'
            when review_on is null then 'no account review so far'
            when present_roles is null then review_on_label || ', nobody noted who took part'
            else review_on_label || ', ' || cast(present_roles as varchar) || ' of ' || cast(expected_roles as varchar)
                || ' roles' || coalesce(', without ' || absent_roles, '')
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        16 as check_place,
        case when has_csm is null or not has_reviews or is_csm_absent is null then 'unknown' when is_csm_absent then 'look' else 'fine' end as verdict,
        case when has_csm is null then 'no account_team export' when not has_reviews then 'no plan_reviews export' when is_csm_absent is null then review_on_label || ', nobody noted who took part' when is_csm_absent then review_on_label || ', without the CSM' else review_on_label || ', with the CSM' end as fact
    from facts
    where coalesce(has_csm, true) and (review_on is not null or not has_reviews)
    union all
    select
        plan_id,
        account_id,
        17 as check_place,
        case when exec_sponsor_id is not null then 'fine' when lacks_sponsor then 'unknown' else 'look' end as verdict,
        case
            when exec_sponsor_id is not null then 'named'
            when lacks_sponsor then 'account_plans: no executive sponsor'
            else 'no sponsor'
        end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        check_place,
        case
            when missing_export is not null then 'unknown'
            when last_on is null and age_days is null then 'unknown'
            when coalesce(date_diff('day', last_on, as_of_on), age_days) > most_days then 'look'
            else 'fine'
        end as verdict,
        case
            when missing_export is not null then missing_export
            when last_on is null then 'never so far'
            else 'last on ' || last_on_label
        end as fact
    from cadences
    union all
    select
        plan_id,
        account_id,
        23 as check_place,
        case when touches is null then 'unknown' when touches > 0 and coalesce(changed_days > silent_days, true) then 'look' else 'fine' end as verdict,
        case when touches is null then 'no interactions export' else cast(touches as varchar) || ' touches in ' || cast(silent_days as varchar) || ' days, ' || coalesce('changed ' || cast(changed_days as varchar) || ' days ago', 'no change on record') end as fact
    from facts
    union all
    select
        plan_id,
        account_id,
        24 as check_place,
        case when assigned_roles is null or (open_actions is null and not has_edits) then 'unknown' when working_roles < assigned_roles then 'look' else 'fine' end as verdict,
        case when assigned_roles is null then 'no account_team export' when open_actions is null and not has_edits then 'no plan_actions export' else cast(working_roles as varchar) || ' of ' || cast(assigned_roles as varchar) || ' roles in the last quarter' end as fact
    from facts
    where coalesce(assigned_roles > 0, true)
    union all
    select
        plan_id,
        account_id,
        25 as check_place,
        case when objectives is null or has_sa is null then 'unknown' when technical_wins > 0 then 'fine' else 'look' end as verdict,
        case when objectives is null then 'no plan_objectives export' when has_sa is null then 'no account_team export' when technical_wins > 0 then 'an objective of an SA' when not has_sa then 'no SA on the account' else 'no such objective of an SA' end as fact
    from facts
    where plan_type = 'land'
    union all
    select
        plan_id,
        account_id,
        26 as check_place,
        case when owner_role is null then 'unknown' when owner_role = 'AE' then 'fine' else 'look' end as verdict,
        coalesce('owned by ' || case owner_role when 'AE' then 'an AE' when 'OTHER' then 'another role' else 'the role ' || owner_role end, 'no owner or role on record') as fact
    from facts

)

select
    judged.plan_id,
    judged.account_id,
    kinds.rule,
    judged.check_place,
    kinds.check_name,
    kinds.asks,
    judged.verdict,
    judged.fact
from judged
inner join plan_check_kinds as kinds on kinds.check_place = judged.check_place
order by judged.account_id, judged.check_place
