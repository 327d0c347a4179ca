-- When an account's contracts run out, and whether somebody prepares for it (S108, S109).
-- grain: one row per account
-- key: account_id
-- parameters: account
-- columns: account_id, contract_days, as_of_on
-- renewal_on: contract end as the account has it
-- renewal_horizon: in 6, 12 or 18 months, later, past or no date
-- open_renewals: open renewal opportunities
-- renewal_amount: their value in the reporting currency
-- earliest_close_on: the first of them to close
-- weighted_close_on: their close dates weighted by amount; null where none has both
-- section_state: renewal part of the live plan: empty, started, complete, none where the plan has no such part; null without a sections export
-- section_updated_on: last change of that part
-- renewals_managers: renewals managers on the team; null without a team export
-- renewals_managers_busy: of these, with an open action
-- renewal_actions: open actions of the live plan about the renewal

with

open_renewals as (

    select
        deals.account_id,
        count(*) as open_renewals,
        sum(deals.amount) as renewal_amount,
        min(deals.close_on) as earliest_close_on,
        sum(case when deals.amount > 0 then deals.amount * date_diff('day', export_run.as_of_on, deals.close_on) end)
            as amount_days,
        sum(case when deals.amount > 0 and deals.close_on is not null then deals.amount end) as weighed_amount
    from opportunities as deals
    cross join export_run
    where deals.type = 'renewal' and not deals.is_closed and deals.account_id is not null
        and ($account is null or deals.account_id = $account)
    group by deals.account_id

),

managers as (

    select
        account_team.account_id,
        count(distinct account_team.person_id) as renewals_managers,
        count(distinct account_team.person_id) filter (where members.open_actions > 0) as renewals_managers_busy
    from account_team
    left join account_members as members
        on members.account_id = account_team.account_id and members.person_id = account_team.person_id
    where account_team.team_role = 'RM' and account_team.person_id is not null
    group by account_team.account_id

),

actions as (

    select plan_id, count(*) as renewal_actions
    from plan_actions
    where about_kind = 'renewal' and status = 'open'
    group by plan_id

),

dated as (

    select
        accounts.account_id,
        accounts.plan_id,
        accounts.renewal_on,
        date_diff('day', export_run.as_of_on, accounts.renewal_on) as contract_days,
        export_run.as_of_on
    from accounts
    cross join export_run
    where $account is null or accounts.account_id = $account

)

select
    dated.account_id,
    dated.renewal_on,
    dated.contract_days,
    dated.as_of_on,
    case
        when dated.renewal_on is null then 'no date'
        when dated.contract_days < 0 then 'past'
        when dated.renewal_on <= cast(dated.as_of_on + interval 6 month as date) then '6 months'
        when dated.renewal_on <= cast(dated.as_of_on + interval 12 month as date) then '12 months'
        when dated.renewal_on <= cast(dated.as_of_on + interval 18 month as date) then '18 months'
        else 'later'
    end as renewal_horizon,
    cast(coalesce(open_renewals.open_renewals, 0) as bigint) as open_renewals,
    cast(open_renewals.renewal_amount as decimal(18, 2)) as renewal_amount,
    open_renewals.earliest_close_on,
    dated.as_of_on + cast(round(
        cast(open_renewals.amount_days as double) / nullif(cast(open_renewals.weighed_amount as double), 0), 0
    ) as integer) as weighted_close_on,
    case when exported.has_plan_sections and dated.plan_id is not null then coalesce(sections.state, 'none') end
        as section_state,
    sections.updated_on as section_updated_on,
    case when exported.has_account_team then cast(coalesce(managers.renewals_managers, 0) as bigint) end as renewals_managers,
    case when exported.has_account_team then cast(coalesce(managers.renewals_managers_busy, 0) as bigint) end
        as renewals_managers_busy,
    cast(coalesce(actions.renewal_actions, 0) as bigint) as renewal_actions
from dated
cross join exported
left join open_renewals on open_renewals.account_id = dated.account_id
left join plan_sections as sections on sections.plan_id = dated.plan_id and sections.section = 'renewal_plan'
left join managers on managers.account_id = dated.account_id
left join actions on actions.plan_id = dated.plan_id
order by dated.account_id nulls last
