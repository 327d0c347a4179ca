-- Every spelling under which a lifecycle stage may stand in an export: its id, its label or another name.
-- Where two stages share a spelling, an id beats a label and a label another name; then the stage shown first wins.
-- grain: one row per spelling, in lower case
-- key: spelling
-- spelling: id, label or other name in lower case
-- stage_id: the stage it means

with

spellings as (

    select stage_id, stage_id as spelling, 1 as strength from lifecycle_stages
    union all
    select stage_id, label, 2 from lifecycle_stages
    union all
    select stage_id, alias, 3 from stg_stage_aliases
    union all
    select stage_id, 'release', 3 from lifecycle_stages where is_default and stage_id = 'deploy'
    union all
    select stage_id, 'configure', 3 from lifecycle_stages where is_default and stage_id = 'deploy'
    union all
    select stage_id, 'protect', 3 from lifecycle_stages where is_default and stage_id = 'govern'
    union all
    select stage_id, 'defend', 3 from lifecycle_stages where is_default and stage_id = 'govern'

),

ranked as (

    select
        lower(trim(spellings.spelling)) as spelling,
        spellings.stage_id,
        row_number() over (
            partition by lower(trim(spellings.spelling))
            order by
                spellings.strength nulls last,
                case when stages.is_shown then 0 else 1 end nulls last,
                stages.display_order nulls last,
                spellings.stage_id nulls last
        ) as place
    from spellings
    inner join lifecycle_stages as stages on stages.stage_id = spellings.stage_id

)

select spelling, stage_id from ranked where place = 1
