-- Coaching questions for what an account's plan does not say yet, in our words, the most pressing first (S36: no score).
-- What no export carries is no gap and asks nothing.
-- grain: one row per account and question
-- key: account_id, topic, ask
-- $account: the account; null gives no row
-- account_id: the account
-- place: order of the question
-- topic: part of the plan it is about
-- ask: the question
-- because: the fact it comes from

with

header as (

    select * from account_header where account_id = $account

),

rungs as (

    select relationship_rungs.*
    from relationship_rungs
    inner join header on header.account_id = relationship_rungs.account_id

),

horizons as (

    select
        account_id,
        sum(risks) as risks,
        sum(mitigated_risks) as mitigated_risks,
        min(case when horizon <> 'undated' then risks end) as fewest_risks
    from account_risk_horizons
    where account_id = $account
    group by account_id

),

departures as (

    select account_id, count(*) as departures
    from account_contacts
    where account_id = $account and is_departure_open
    group by account_id

),

asked as (

    select
        account_id,
        1 as place,
        'plan' as topic,
        'What would the first page of a plan for this account say, and who helps to write it?' as ask,
        'no live plan' || coalesce(': ' || reason_code, '') as because
    from header
    where state in ('none', 'draft')
    union all
    select
        account_id,
        2,
        'plan',
        'What does this change about the plan, and what do we do differently now?',
        trigger_kind || coalesce(': ' || trigger_note, '') || ', after the plan last changed'
    from header
    where trigger_on is not null
    union all
    select
        account_id,
        3,
        'action plan',
        'What is the very next thing we do here, who does it, and by when?',
        'no open action with owner and date'
    from account_action_facts
    where account_id = $account and dated_actions = 0
    union all
    select
        account_id,
        4,
        'action plan',
        'What keeps these actions from being done, and which of them should be dropped or handed on?',
        cast(overdue_actions as varchar) || ' of ' || cast(open_actions as varchar) || ' open actions are overdue'
    from account_action_facts
    where account_id = $account and overdue_actions > 0
    union all
    select
        account_id,
        5,
        'renewal',
        'Who prepares this renewal with us, and what must the customer have seen before it?',
        'renewal in ' || cast(contract_days as varchar) || ' days, '
        || case when renewals_managers = 0 then 'no renewals manager on the team' else 'no action of the renewals manager' end
    from account_renewal
    where account_id = $account and is_close and renewals_managers_busy = 0
    union all
    select
        account_id,
        6,
        'relationship',
        'Who takes over when this person is gone, and who of us has met them?',
        cast(departures as varchar) || ' leaving or gone with high influence, no successor in touch'
    from departures
    union all
    select
        account_id,
        7,
        'relationship',
        case level
            when 0 then 'Whom do we know there by name?'
            when 1 then 'Whose word decides there, and how do we find out?'
            when 2 then 'Who with real weight would speak for us when we are not in the room?'
            else 'When do we next sit down with the person who signs?'
        end,
        blocking_fact
    from rungs
    where level < 4 and not is_level_unknown
    union all
    select
        account_id,
        8,
        'relationship',
        'If our one contact went on leave tomorrow, whom would we call?',
        'two-way contact with ' || cast(threads as varchar) || ' of ' || cast(contacts as varchar) || ' contacts lately'
    from rungs
    where thread_band = 'single' and contacts > 0
    union all
    select
        rungs.account_id,
        9,
        'relationship',
        'Who there would rather work with a competitor, and how do we know that nobody would?',
        'a competitor holds part of the account, and no contact is noted as against us'
    from rungs
    inner join account_whitespace_facts as facts on facts.account_id = rungs.account_id
    where facts.competitor_cells > 0 and rungs.opponents = 0 and rungs.contacts > 0
    union all
    select
        account_id,
        10,
        'health',
        'Who is right about this customer, the people or the usage figures, and what do we do about it?',
        'judged ' || health || ', measured ' || machine_health
    from header
    where is_health_split
    union all
    select
        profile.account_id,
        10 + cast(substr(profile.question, 2, 1) as integer),
        'profile',
        profile.asked,
        profile.question || ' is blank'
    from account_profile as profile
    inner join header on header.account_id = profile.account_id and header.is_plan_live
    where profile.answer_state = 'blank'
    union all
    select
        account_id,
        20,
        'risks',
        'What could go wrong soon, next year and later, and what do we do before it does?',
        case
            when risks = 0 then 'no risk named'
            when fewest_risks = 0 then 'not every horizon has a risk'
            else cast(mitigated_risks as varchar) || ' of ' || cast(risks as varchar) || ' risks have an action'
        end
    from horizons
    where risks is not null and (fewest_risks = 0 or mitigated_risks < risks)
    union all
    select
        account_id,
        21,
        'whitespace',
        'Who could tell us what they use in the places we know nothing about?',
        cast(known_cells as varchar) || ' of ' || cast(applicable_cells as varchar) || ' places known'
    from account_whitespace_facts
    where account_id = $account and known_cells < applicable_cells
    union all
    select
        account_id,
        22,
        'whitespace',
        'When do the competitors'' contracts end, and who there knows?',
        cast(competitor_cells_dated as varchar) || ' of ' || cast(competitor_cells as varchar)
        || ' places of competitors have a date or an action to find it'
    from account_whitespace_facts
    where account_id = $account and competitor_cells_dated < competitor_cells
    union all
    select
        account_id,
        23,
        'action plan',
        'What can everyone on the team do for this account in the next weeks?',
        cast(members_with_action as varchar) || ' of ' || cast(members as varchar) || ' on the team have an action'
    from account_action_facts
    where account_id = $account and members_with_action < members
    union all
    select
        account_id,
        24,
        'action plan',
        'Does each action say what, how, who, by when, and with which support?',
        cast(complete_actions as varchar) || ' of ' || cast(open_actions as varchar) || ' open actions say all five'
    from account_action_facts
    where account_id = $account and complete_actions < open_actions

)

select account_id, cast(place as integer) as place, topic, ask, because
from asked
order by account_id nulls last, place nulls last
