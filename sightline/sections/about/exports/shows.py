"""The tables of Exports: what a load held, what is missing."""

import streamlit as st

from sightline import access, address, door
from sightline.access import roles
from sightline.metrics import named
from sightline.parts import tables
from sightline.sections.about.exports import says

LOADED = named("table_name exported_at behind_days is_derived")
MISSING = named("table_name column_name needed_for")
LOAD = {
    "Files": (
        "exports_files",
        "file table_name status reason records_read rows_loaded rows_quarantined rows_folded exported_at "
        "source_system lines_cut",
    ),
    "Rejected rows": (
        "exports_quarantine",
        "file line_number message column_name value rule record_number raw_record",
    ),
    "Doubtful values": ("exports_flag_kinds", "table_name column_name rule cells first_line message"),
    "Each doubtful value": ("exports_flags", "file line_number column_name value rule message"),
    "Columns": ("exports_columns", "file header column_name matched_by note"),
    "Amounts": ("exports_money", "file column_name amount_read amount_loaded amount_quarantined amount_folded"),
}
"""What is shown of a load, by tab: the query and its columns in order."""

MISSING_EXPORTS, TEMPLATES = "Missing exports", "Templates"


def tabs(*, sees_rows: bool) -> list[str]:
    """The tabs of the page; those about single files and rows only for who may see everything."""
    return [*(LOAD if sees_rows else ["Tables"]), MISSING_EXPORTS, TEMPLATES]


def way_to_load() -> None:
    """The way to Load files, for whoever may load."""
    if roles.may_load(access.looking().viewer_id):
        st.page_link(address.LOAD_FILES, label="Load files", query_params=address.kept_in_view())


def load(tab: str) -> None:
    """One view of the load, or one sentence where there is nothing in it."""
    query, columns = LOAD[tab]
    rows = door.ask(query)
    if rows.empty:
        st.markdown(says.NOTHING[tab])
    else:
        tables.show(rows, named(columns), key=query, alt=f"{tab} of the last load")


def missing() -> None:
    """Each table and column that no export has, and the pages that show less without it."""
    rows = door.ask("exports_missing")
    if rows.empty:
        st.markdown("Every table and every column that a number needs is there.")
    else:
        rows = rows.assign(needed_for=rows["table_name"].map(says.needed_for))
        tables.show(rows, MISSING, key="exports_missing", alt="Tables and columns that no export has")
