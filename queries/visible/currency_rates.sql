-- The rate each currency is converted at: the same for everyone who works here, nothing for a stranger.
-- grain: as currency_rates
-- key: as currency_rates

select rates.*
from marts.currency_rates as rates
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
