-- How well an account's whitespace is known and what it is worth (S72 to S74).
-- grain: one row per account
-- key: account_id
-- parameters: account
-- columns: account_id, whitespace_value, competitor_cells
-- applicable_cells: cells not recorded as not applicable; null without a whitespace export
-- known_cells: of these, in any state but unknown
-- ours_cells: of the applicable, ours wholly or in part
-- penetration_share: ours_cells / applicable_cells, 0 to 1
-- whitespace_cells: potential, competitor or in-house, neither ours nor being sold
-- cells_with_estimate: of these, with a converted potential

select
    account_id,
    applicable_cells,
    known_cells,
    ours_cells,
    cast(ours_cells as double) / nullif(cast(applicable_cells as double), 0) as penetration_share,
    whitespace_cells,
    cells_with_estimate,
    whitespace_value,
    competitor_cells
from account_whitespace
where $account is null or account_id = $account
order by account_id nulls last
