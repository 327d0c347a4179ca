-- Coaching questions for what each account's plan does not say yet, in our words, the most pressing first (S36: no score).
-- What no export carries is no gap and asks nothing. Plans are asked about where the account counts (C5).
-- grain: one row per account and question
-- key: account_id, topic, ask
-- columns: account_id, topic, ask, because, remedy
-- place: order of the question
-- urgency: act on money at risk, no plan, a plan behind events, overdue actions and key people leaving; watch what weakens the next step; else note

with

threatened as (

    select
        account_id,
        risk_reasons,
        count(*) over (partition by account_id) as deals,
        min(close_on) over (partition by account_id) as first_close_on,
        row_number() over (
            partition by account_id order by amount desc nulls last, opportunity_id nulls last
        ) as place
    from opportunity_risks
    where risk_state = 'act'

),

asked as (

    select
        account_id,
        0 as place,
        'forecast' as topic,
        'Whom do we meet, and what do we write down, before this closes?' as ask,
        cast(deals as varchar) || case when deals = 1 then ' deal' else ' deals' end || ' at relationship risk'
        || coalesce(', closing from ' || labels.day_label, '') || ': ' || risk_reasons as because,
        'Secure the forecast' as remedy
    from threatened
    left join day_labels as labels on labels.day_on = threatened.first_close_on
    where place = 1
    union all
    select
        account_id,
        1,
        'plan',
        'What would the first page of a plan for this account say, and who helps to write it?',
        'no live plan',
        'Start a plan'
    from coaching_facts
    where state in ('none', 'draft')
    union all
    select
        account_id,
        2,
        'plan',
        'What does this change about the plan, and what do we do differently now?',
        trigger_what || coalesce(': ' || trigger_note, '') || ', after the plan last changed',
        'Update the plan'
    from coaching_facts
    where trigger_on is not null
    union all
    select
        account_id,
        3,
        'action plan',
        'What is the very next thing we do here, who does it, and by when?',
        'no open action with owner and date',
        'Add a next step'
    from coaching_facts
    where dated_actions = 0
    union all
    select
        account_id,
        4,
        'action plan',
        'What keeps these actions from being done, and which of them should be dropped or handed on?',
        cast(overdue_actions as varchar) || ' of ' || cast(open_actions as varchar) || ' open actions are overdue',
        'Close or re-date actions'
    from coaching_facts
    where overdue_actions > 0
    union all
    select
        facts.account_id,
        5,
        'renewal',
        'Who prepares this renewal with us, and what must the customer have seen before it?',
        'renewal in ' || cast(facts.contract_days as varchar) || ' days, '
        || case
            when facts.preparers is null then 'no renewals manager on the team'
            else 'no action of the renewals manager'
        end,
        'Prepare the renewal'
    from coaching_facts as facts
    inner join exported on exported.has_account_team
    cross join thresholds
    where facts.contract_days between 0 and thresholds.renewal_prepare_days and coalesce(facts.preparers, 0) = 0
    union all
    select
        account_id,
        6,
        'relationship',
        'Who takes over when this person is gone, and who of us has met them?',
        cast(departures as varchar) || case when departures = 1 then ' key person' else ' key people' end
        || ' leaving or gone, no successor met',
        'Meet a successor'
    from coaching_facts
    where departures is not null
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
        case
            when level = 2 and high_influence_contacts = 1 then '1 senior contact, no supporter'
            when level = 2 then cast(high_influence_contacts as varchar) || ' senior contacts, none a supporter'
            else blocking_fact
        end,
        case level
            when 0 then 'Find a first contact'
            when 1 then 'Find out who decides'
            when 2 then 'Win a senior supporter'
            else case when economic_buyers = 0 then 'Find out who signs' else 'Meet the economic buyer' end
        end
    from relationship_rungs
    where level < 4 and not is_level_unknown
    union all
    select
        account_id,
        8,
        'relationship',
        'If our one contact went on leave tomorrow, whom would we call?',
        cast(threads as varchar) || ' of ' || cast(contacts as varchar) || ' contacts in touch',
        'Meet a second contact'
    from relationship_rungs
    where thread_band = 'single' and contacts > 0
    union all
    select
        account_id,
        9,
        'relationship',
        'Who there would rather work with a competitor, and how do we know that nobody would?',
        'a competitor is in use or in a deal, and no opponent is recorded',
        'Ask who is against us'
    from account_relationships
    where lacks_opponent
    union all
    select
        account_id,
        10,
        'health',
        'Who is right about this customer, the people or the usage figures, and what do we do about it?',
        'judged ' || health || ', score ' || machine_health,
        'Agree on customer health'
    from coaching_facts
    where (health = 'good' and machine_health = 'poor') or (health = 'poor' and machine_health = 'good')
    union all
    select
        facts.account_id,
        10 + cast(substr(questions.question, 2, 1) as integer),
        'profile',
        questions.asked,
        '“' || questions.topic || '” is blank in the profile',
        'Ask the customer'
    from coaching_facts as facts
    inner join exported on exported.has_plan_answers
    cross join profile_questions as questions
    left join profile_answers as answers
        on answers.plan_id = facts.plan_id and answers.question = questions.question
    where facts.plan_id is not null and coalesce(answers.state, 'blank') = 'blank'
    union all
    select
        account_id,
        20,
        'risks',
        'What could go wrong soon, next year and later, and what do we do before it does?',
        case
            when risks = 0 then 'no risk named'
            when horizons < 3 then 'not every horizon has a risk'
            else cast(mitigated_risks as varchar) || ' of ' || cast(risks as varchar) || ' risks have an action'
        end,
        'Plan for every risk'
    from coaching_facts
    where horizons < 3 or mitigated_risks < risks
    union all
    select
        account_id,
        21,
        'whitespace',
        'Who knows what they use where we know nothing?',
        cast(known_cells as varchar) || ' of ' || cast(applicable_cells as varchar) || ' tiles known',
        'Ask what they use'
    from account_whitespace
    where known_cells < applicable_cells
    union all
    select
        account_id,
        22,
        'whitespace',
        'When do the competitors'' contracts end, and who there knows?',
        cast(competitor_cells_dated as varchar) || ' of ' || cast(competitor_cells as varchar)
        || ' competitor tiles have a contract end or an action to find it',
        'Find the contract ends'
    from account_whitespace
    where competitor_cells_dated < competitor_cells
    union all
    select
        account_id,
        23,
        'action plan',
        'What can everyone on the team do for this account in the next weeks?',
        cast(members_with_action as varchar) || ' of ' || cast(members as varchar) || ' on the team have an action',
        'Give everyone an action'
    from coaching_facts
    where members_with_action < members
    union all
    select
        account_id,
        24,
        'action plan',
        'Does each action say what, how, who, by when, and with which support?',
        cast(complete_actions as varchar) || ' of ' || cast(open_actions as varchar) || ' open actions complete',
        'Complete the actions'
    from coaching_facts
    where complete_actions < open_actions

)

select
    account_id,
    cast(place as integer) as place,
    topic,
    ask,
    because,
    remedy,
    case when place in (0, 1, 2, 4, 6) then 'act' when place <= 10 then 'watch' else 'note' end as urgency
from asked
order by account_id, place
