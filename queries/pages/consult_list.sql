-- Deals to go through with the whole team, in the order in which to take them: Commit and due, this quarter, slips, amount, days since (2.5, S32).
-- grain: one row per open deal that qualifies for a consult or is suggested for one
-- key: opportunity_id
-- parameters: team, owner, region
-- $segment: segment of the deal; null means every segment
-- $kind: qualifies or suggested; null means both
-- $state: due, done or unknown; null means all
-- columns: opportunity_id, opportunity_name, account_id, account_name, person_name, reason, last_consult_on
-- columns: consult_days, category_label, stage, close_on, is_this_quarter, quarter_slips, amount
-- priority: place in that order within the filters
-- person_id: its owner
-- consult_kind: qualifies, or suggested
-- consult_state: due, done, or unknown where no export tells

select
    cast(
        row_number() over (
            order by
                case when consults.is_commit_due then 0 else 1 end nulls last,
                case when consults.is_this_quarter then 0 else 1 end nulls last,
                coalesce(consults.quarter_slips, 0) desc nulls last,
                consults.amount desc nulls last,
                consults.days_since desc nulls last,
                consults.opportunity_id nulls last
        ) as integer
    ) as priority,
    consults.opportunity_id,
    deals.opportunity_name,
    deals.account_id,
    deals.account_name,
    deals.owner_id as person_id,
    deals.owner_name as person_name,
    case when consults.qualifies then 'qualifies' else 'suggested' end as consult_kind,
    consults.reason,
    case when consults.is_due then 'due' when not consults.is_due then 'done' else 'unknown' end as consult_state,
    consults.last_consult_on,
    consults.consult_days,
    deals.category_label,
    deals.stage,
    deals.close_on,
    consults.is_this_quarter,
    consults.quarter_slips,
    consults.amount
from opportunity_consults as consults
inner join scoped_open_deals as deals on deals.opportunity_id = consults.opportunity_id
where
    ($kind is null or $kind = case when consults.qualifies then 'qualifies' else 'suggested' end)
    and ($state is null or $state = case when consults.is_due then 'due' when not consults.is_due then 'done' else 'unknown' end)
order by priority nulls last
