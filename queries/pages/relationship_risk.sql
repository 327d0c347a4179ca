-- Value at relationship risk: each deal once, to act on or to watch, and once under each of its reasons, this quarter and
-- later (S106).
-- grain: one row per line
-- key: line
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- line: open forecast on key accounts, to act on, to watch, the four reasons, not judged, or no reason known
-- is_reason: true for the four reasons, which overlap and do not add up
-- risk_deals: deals; null, as all below, where no deal could be judged by it
-- risk_amount: their value, positive amounts only
-- risk_share: risk_amount / value of the first line, 0 to 1; null without any
-- now_deals: of these, expected this quarter
-- now_amount: their value
-- later_deals: of these, expected later, or without a date
-- later_amount: their value

with

lines as (

    select 'Open forecast on key accounts' as line, 1 as line_place, false as is_reason
    union all select 'At relationship risk: act', 2, false
    union all select 'At relationship risk: watch', 3, false
    union all select 'No live plan', 4, true
    union all select 'Plan old or behind events', 5, true
    union all select 'No senior supporter', 6, true
    union all select 'One contact only', 7, true
    union all select 'Not judged for lack of an export', 8, false
    union all select 'No reason known', 9, false

),

deals as (

    select *, case when amount > 0 then amount else 0 end as worth from relationship_risk_deals

),

counted as (

    select
        lines.line_place,
        count(*) as risk_deals,
        sum(deals.worth) as risk_amount,
        count(*) filter (where deals.is_this_quarter) as now_deals,
        sum(deals.worth) filter (where deals.is_this_quarter) as now_amount
    from lines
    inner join deals
        on case lines.line_place
            when 1 then true
            when 2 then deals.risk_state = 'act'
            when 3 then deals.risk_state = 'watch'
            when 4 then coalesce(deals.has_no_plan, false)
            when 5 then coalesce(deals.has_stale_plan, false)
            when 6 then coalesce(deals.is_below_l3, false)
            when 7 then coalesce(deals.is_single_threaded, false)
            when 8 then deals.risk_state = 'not judged'
            else deals.risk_state = 'no reason known'
        end
    group by lines.line_place

),

whole as (

    select
        sum(worth) as amount,
        count(*) filter (where risk_state <> 'not judged') as judged_deals,
        count(has_no_plan) as plan_deals,
        count(has_stale_plan) as stale_deals,
        count(is_below_l3) as level_deals,
        count(is_single_threaded) as thread_deals
    from deals
    having count(*) > 0

),

told as (

    select
        lines.line,
        lines.line_place,
        lines.is_reason,
        whole.amount as whole_amount,
        case
            when case lines.line_place
                when 2 then whole.judged_deals
                when 3 then whole.judged_deals
                when 4 then whole.plan_deals
                when 5 then whole.stale_deals
                when 6 then whole.level_deals
                when 7 then whole.thread_deals
                else 1
            end > 0 then 0
        end as nothing
    from lines
    cross join whole

)

select
    told.line,
    told.is_reason,
    cast(coalesce(counted.risk_deals, told.nothing) as bigint) as risk_deals,
    cast(coalesce(counted.risk_amount, told.nothing) as decimal(18, 2)) as risk_amount,
    cast(coalesce(counted.risk_amount, told.nothing) as double) / nullif(told.whole_amount, 0) as risk_share,
    cast(coalesce(counted.now_deals, told.nothing) as bigint) as now_deals,
    cast(coalesce(counted.now_amount, told.nothing) as decimal(18, 2)) as now_amount,
    cast(coalesce(counted.risk_deals - counted.now_deals, told.nothing) as bigint) as later_deals,
    cast(coalesce(counted.risk_amount - coalesce(counted.now_amount, 0), told.nothing) as decimal(18, 2))
        as later_amount
from told
left join counted on counted.line_place = told.line_place
order by told.line_place nulls last
