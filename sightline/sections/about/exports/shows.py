"""The tables of Exports: what a load held, what is missing, which columns an export has."""

import pandas as pd

from sightline.contract import EXPORTS
from sightline.metrics import named

LOADED = named("table_name exported_at behind_days is_derived")
MISSING = named("table_name column_name needed_for")
COLUMNS = named("column_name kind is_required meaning")
LOAD = {
    "Files": (
        "exports_files",
        "file table_name status records_read rows_loaded rows_quarantined rows_folded reason exported_at "
        "source_system lines_cut",
    ),
    "Quarantined": (
        "exports_quarantine",
        "file line_number message column_name value rule record_number raw_record",
    ),
    "Flagged": ("exports_flag_kinds", "table_name column_name rule cells first_line message"),
    "Flagged cells": ("exports_flags", "file line_number column_name value rule message"),
    "Columns": ("exports_columns", "file header column_name matched_by note"),
    "Amounts": ("exports_money", "file column_name amount_read amount_loaded amount_quarantined amount_folded"),
}
"""What is shown of a load, by tab: the query and its columns in order."""


def columns_of(table: str) -> pd.DataFrame:
    """One row per column of a table. Raises KeyError for no table of ours."""
    rows = [(one.name, one.kind, one.required, one.meaning) for one in EXPORTS[table].columns.values()]
    return pd.DataFrame(rows, columns=list(COLUMNS))
