-- As of when the numbers are, and how much of the exports did not make it.
-- grain: one row
-- key: as_of_on
-- columns: quarter_label
-- as_of_on: day every number is computed at
-- as_of_source: where that day comes from
-- quarter_starts_on: first day of that quarter
-- missing_tables: tables of the contract that no export carries
-- has_plans: true when an export of account plans is loaded; without one nobody can say what is covered
-- is_key_stand_in: true when no export names key accounts and a setting stands in

select
    export_run.as_of_on,
    export_run.as_of_source,
    export_run.quarter_label,
    export_run.quarter_starts_on,
    (select cast(count(*) as bigint) from intake_missing where column_name is null) as missing_tables,
    (select has_account_plans from exported) as has_plans,
    not exists (select 1 from accounts where key_reason like 'CRM flag%' or key_reason like 'rule of%')
    and exists (select 1 from accounts where key_reason is not null) as is_key_stand_in
from export_run
