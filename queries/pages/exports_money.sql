-- Amounts per file and column: what was read equals what was loaded, rejected and merged, to the cent.
-- grain: one row per file, table and column with amounts
-- key: file, table_name, column_name
-- columns: file, table_name
-- column_name: column with amounts, in the currencies of the file
-- amount_read: sum over all records
-- amount_loaded: sum over the rows loaded
-- amount_quarantined: sum over the rows rejected
-- amount_folded: sum over the rows merged

select file, table_name, column_name, amount_read, amount_loaded, amount_quarantined, amount_folded
from intake_money
order by file nulls last, table_name nulls last, column_name nulls last
