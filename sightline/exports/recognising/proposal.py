"""Propose a mapping profile: what a person should confirm, written as `sightline.toml`."""

import datetime as dt
import re
from typing import Any

import duckdb

from sightline.contract import EXPORTS
from sightline.exports.profile import Profile

_DATE = re.compile(r"(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})")
_EPOCH = re.compile(r"(?<!\d)(1\d{12})(?!\d)")
MOST_WORDS = 30
NO_TABLE = "its columns fit no table"
"""How the reason of a file begins that a person may still know."""


def propose(connection: duckdb.DuckDBPyConnection, files: tuple[dict[str, Any], ...], profile: Profile) -> str:
    """The text of a profile that answers what this load left open; empty when nothing is open."""
    lines: list[str] = []
    reasons = " ".join(file["reason"] or "" for file in files if file["status"] == "refused")
    if "date_order" in reasons:
        lines.append('date_order = "day_first"  # or "month_first"')
    if "decimal_mark" in reasons:
        lines.append('decimal_mark = ","  # or "."')
    for file in files:
        said = profile.of(file["file"])
        day = date_in_name(file["file"])
        if file["table_name"] == "opportunities" and day and not said.snapshot_date:
            lines += [
                "",
                f'[files."{file["file"]}"]',
                f"snapshot_date = {day.isoformat()}  # read from the file's name: confirm",
            ]
        elif file["status"] == "left_aside" and (file["reason"] or "").startswith(NO_TABLE):
            lines += [
                "",
                f'# [files."{file["file"]}"]',
                '# table = "…"  # if it is one of ours',
                '# columns = { "its header" = "our column" }',
            ]
    undecided = connection.execute(
        "select stage, deals from intake.stages where outcome = 'undecided' and stage <> '' order by deals desc, stage"
    ).fetchall()
    if undecided:
        lines += ["", "[outcomes]  # how deals in these stages ended: open, won or lost"]
        lines += [f'# "{_toml(stage)}" = "…"  # {deals:,} deals' for stage, deals in undecided[:MOST_WORDS]]
    unknown = connection.execute(
        "select table_name, column_name, value, count(*) as n from intake.flags where rule = 'unknown_value'"
        " group by all order by table_name, column_name, n desc, value"
    ).fetchall()
    section = None
    for table, column, value, _ in unknown[:MOST_WORDS]:
        if (table, column) != section:
            section = (table, column)
            allowed = ", ".join(EXPORTS[table].columns[column].values)
            lines += ["", f"[values.{table}.{column}]  # one of {allowed}"]
        lines.append(f'# "{_toml(value)}" = "…"')
    return "\n".join(lines).strip()


def _toml(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")[:80]


def date_in_name(file: str) -> dt.date | None:
    """The date that a file's name holds, as digits or as milliseconds since 1970; null when none."""
    if match := _DATE.search(file):
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    if match := _EPOCH.search(file):
        return dt.datetime.fromtimestamp(int(match[1]) / 1000, dt.UTC).date()
    return None
