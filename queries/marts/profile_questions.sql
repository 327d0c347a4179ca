-- The nine questions of an account profile (S39), in our own words.
-- grain: one row per question
-- key: question
-- columns: question
-- topic: what it is about, in short
-- asked: the question

with

questions as (

    select 'P1' as question, 'Goals and initiatives' as topic,
        'Which goals does the customer pursue, through which initiatives, and what is each worth to them?' as asked
    union all
    select 'P2', 'Forces from outside', 'What in their market, in regulation or in the economy moves their plans, and how?'
    union all
    select 'P3', 'Their competitors', 'Who are the customer''s own rivals, and how do they mean to win share from them?'
    union all
    select 'P4', 'Their largest risks', 'What could hurt them most: soon, next year, and further out?'
    union all
    select 'P5', 'IT: help or hindrance', 'Where does IT speed the business up, and where does it hold it back?'
    union all
    select 'P6', 'Digital transformation', 'How far has their digital transformation come, and what is next?'
    union all
    select 'P7', 'How IT is seen', 'What do people outside IT think of IT?'
    union all
    select 'P8', 'How they see us', 'What do they think of us, since when do we work together, and what do they spend?'
    union all
    select 'P9', 'Use and room to grow', 'Which stages do they use today, and where did we find room to grow?'

)

-- the day of the data is one row, so this list is built with the warehouse like every other mart
select questions.question, questions.topic, questions.asked
from questions
cross join export_run
