-- The loader's record of money, for those who may see everything.
-- grain: as intake_money
-- key: as intake_money

select money.*
from intake.money as money
where
    exists (select 1 from marts.overseers where viewer_id = $viewer and until_on >= $today)
