"""What Exports says in words: what the load brought, what is wrong with it, and what to do."""

from collections.abc import Iterator
from typing import Annotated

import pandas as pd

from sightline import words
from sightline.contract import EXPORTS
from sightline.door import Row
from sightline.menu import TITLES
from sightline.parts.acts import Act
from sightline.settings import Settings

SHOWN = 5
"""As many faults as the first screen lists; the tabs below list all."""

NOTHING = {
    "Files": "No file was loaded.",
    "Rejected rows": "No row was rejected.",
    "Doubtful values": "No value is doubtful.",
    "Each doubtful value": "No value is doubtful.",
    "Columns": "No column was read.",
    "Amounts": "No file has amounts.",
}
"""What a tab says in place of an empty table."""

_STAND_INS = {
    "rank": "accounts up to rank {key_account_rank_max} count as key",
    "arr": "accounts that pay {key_account_min_arr} a year or more count as key",
    "top_n": "the {key_account_top_n} largest accounts of each AE count as key",
    "auto": "accounts up to rank {key_account_rank_max} count as key, or without ranks the {key_account_top_n} largest "
    "of each AE",
}


def headline(fresh: Annotated[Row, "freshness"], load: Annotated[Row, "exports_summary"] | None) -> str:
    """How many files and rows were loaded, and the day every number is of."""
    day = f"Every number is as of {words.day(fresh.as_of_on)}, {fresh.as_of_source}."
    if load is None:
        return f"**{day}** Files and rejected rows are shown to those who may see everything."
    rejected = f"{words.counted(load.rows_quarantined, 'row')} rejected" if load.rows_quarantined else "no row rejected"
    loaded = f"**{words.of(load.files_loaded, load.files_given)} files loaded; {rejected}.**"
    doubtful = f" {words.counted(load.cells_flagged, 'value')} loaded but doubtful." if load.cells_flagged else ""
    return f"{loaded} {words.counted(load.rows_loaded, 'row')} in all.{doubtful} {day}"


def faults(files: pd.DataFrame, rejected: pd.DataFrame, doubtful: pd.DataFrame) -> list[Act]:
    """What is wrong with the load and what to do, the worst first: files, then rows, then values."""
    return [
        *_files(files[files["status"] == "refused"]),
        *_rows(rejected),
        *_files(files[files["status"].isin(["skipped", "empty"])]),
        *_values(doubtful),
    ]


def more(found: int) -> str:
    """How many faults the list leaves to the tabs; empty where it shows all."""
    return f"Showing {SHOWN} of {words.number(found)}; the tabs below list all." if found > SHOWN else ""


def key_account_offer(settings: Settings) -> str:
    """What counts as a key account where no export names them, and the settings that change it."""
    known = {**settings.thresholds, "key_account_min_arr": words.number(settings.key_account_min_arr)}
    chosen = _STAND_INS.get(settings.key_account_fallback, "no account counts as key").format_map(known)
    return (
        f"**No export names the key accounts, so {chosen}.** To change that, export the column "
        "`is_key_account` of accounts or the table key_account_rules; or write one of these into `data/settings.toml` "
        "and load again:\n```toml\n"
        f'key_account_fallback = "top_n"   # the largest per AE: key_account_top_n = {settings.key_account_top_n}\n'
        f'key_account_fallback = "arr"     # by yearly spend: key_account_min_arr = {settings.key_account_min_arr}\n'
        f'key_account_fallback = "rank"    # by rank: key_account_rank_max = {settings.key_account_rank_max}\n'
        'key_account_fallback = "none"    # no key accounts at all\n```'
    )


def apart(tables: pd.DataFrame, hours: int, *, loads: bool) -> str:
    """Which tables are long older than the newest, and which pages mix two days in one number; else nothing.

    Only who loads is told the names of tables and what to do.
    """
    behind = tables[tables["is_behind"].map(words.is_yes)]
    if behind.empty:
        return ""
    named = ", ".join(
        f"{words.table(name)} ({words.day(day)})"
        for name, day in zip(behind["table_name"], behind["exported_at"], strict=True)
    )
    used = {page for table in behind["table_name"] for page in EXPORTS[table].pages if page in TITLES.values()}
    pages = f" One number may mix two days on {', '.join(sorted(used))}." if used else ""
    newest = words.day(tables["exported_at"].max())
    if not loads:
        since = words.day(behind["exported_at"].min())
        return f"**Some of the data is of {since}, the newest of {newest}.**{pages}"
    return (
        f"**Exported more than {hours} hours before the newest ({newest}): {named}.**"
        f"{pages} Export all tables together and load them again."
    )


def needed_for(table: str) -> str:
    """The pages of the menu that show less without a table."""
    return ", ".join(page for page in EXPORTS[table].pages if page in TITLES.values()) or "no page of this version"


def _files(files: pd.DataFrame) -> Iterator[Act]:
    for row in files.itertuples():
        yield _file(row)


def _file(row: Annotated[Row, "exports_files"]) -> Act:
    why = f": {words.plain(row.reason)}" if isinstance(row.reason, str) else ""
    return Act("act" if row.status == "refused" else "note", str(row.file), f"{str(row.status).capitalize()}{why}.")


def _rows(rejected: pd.DataFrame) -> Iterator[Act]:
    for row in rejected.head(SHOWN).itertuples():
        yield _row(row)


def _row(row: Annotated[Row, "exports_quarantine"]) -> Act:
    place = "" if pd.isna(row.line_number) else f", line {words.number(row.line_number)}"
    return Act("watch", f"{row.file}{place}", f"Row rejected: {words.plain(str(row.message))}.")


def _values(doubtful: pd.DataFrame) -> Iterator[Act]:
    for row in doubtful.itertuples():
        yield _value(row)


def _value(row: Annotated[Row, "exports_flag_kinds"]) -> Act:
    name = f"{words.table(str(row.table_name))}, {words.counted(row.cells, 'value')}"
    return Act("note", name, f"{words.plain(str(row.message))}.")
