-- Fx rates: the same for everyone who works here, nothing for a stranger.
-- grain: as fx_rates
-- key: as fx_rates

select fx_rates.*
from staging.stg_fx_rates as fx_rates
where
    exists (select 1 from marts.viewers where viewer_id = $viewer and until_on >= $today)
