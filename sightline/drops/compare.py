"""Two versions held against each other, as whoever runs Sightline sees them: totals, and who and what came or went."""

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sightline import words
from sightline.metrics import column
from sightline.settings import Settings
from sightline.warehouse.seal import Damaged
from sightline.warehouse.versions import Warehouse, open_version

OPERATOR = "operator"
"""Whoever runs Sightline on this computer, as in the app: the whole company."""

MEASURES = {
    "adoption_summary": ("eligible_accounts", "covered_accounts", "coverage_share"),
    "pipeline_summary": ("won_amount", "open_quarter_amount"),
}
"""What is said of both, by the question that answers it."""
KINDS = {"AE": "AEs", "account": "accounts", "deal": "deals"}
LISTED = 200
"""Names that are listed of those that came or went: more, nobody reads, and the count is beside them."""


def compare(out: Path, before: str | None, after: str, settings: Settings) -> dict[str, Any]:
    """The measures of both versions, in the quarter of the new one, and the names that came and went.

    Without a version before, with a damaged one or with the invented company as it, `before` is null everywhere and
    nobody came or went.
    """
    now = _answers(open_version(out, after, settings))
    then = None
    if before:
        with contextlib.suppress(Damaged):  # what replaces it must not wait for it
            then = _answers(open_version(out, before, settings), now.quarter)
    return {
        "quarter": now.quarter,
        "currency": now.currency,
        "measures": [
            {"measure": name, "before": then.measures[name] if then else None, "after": value}
            for name, value in now.measures.items()
        ],
        "names": [_names(kind, then.names if then else None, now.names) for kind in KINDS],
    }


def moved(compared: Mapping[str, Any], settings: Settings) -> list[str]:
    """A question for each total that moved by more than weeks make it move."""
    said = []
    for one in compared["measures"]:
        before, after = one["before"], one["after"]
        shown = column(one["measure"])
        if shown.unit == "share" or not before or after is None:
            continue
        change = (after - before) / before
        if abs(change) >= settings.preview_moved_share:
            text = _money if shown.unit == "money" else _number
            said.append(
                f"{shown.label} goes from {text(before, compared)} to {text(after, compared)}"
                f" ({words.share_change(change)})."
                f" {'Is it a filtered report?' if change < 0 else 'Is anything in it twice?'}"
            )
    for one in compared["names"]:
        kinds, most = KINDS[one["kind"]], (one["before"] or 0) * settings.preview_moved_share
        if one["before"] and one["went_count"] >= most:
            gone = words.of(one["went_count"], one["before"])
            said.append(f"{gone} {kinds} are not in these files any more. Is it a filtered report?")
        if one["before"] and one["came_count"] >= most:
            there = words.of(one["came_count"], one["after"])
            said.append(f"{there} {kinds} were not there before. Are these the files of this company?")
    return said


def _money(value: float, compared: Mapping[str, Any]) -> str:
    return words.money(value, compared["currency"])


def _number(value: float, _: Mapping[str, Any]) -> str:
    return words.number(value)


@dataclass(frozen=True)
class _Answers:
    """What one version answers."""

    quarter: str | None
    currency: str
    measures: dict[str, float | None]
    names: pd.DataFrame


def _answers(warehouse: Warehouse, quarter: str | None = None) -> _Answers:
    """What is asked of one version."""
    today = dt.date.today()

    def ask(name: str, **given: Any) -> pd.DataFrame:
        return warehouse.rows_seen_by(OPERATOR, name, given, today)

    with warehouse.connection:
        fresh = ask("freshness")["quarter_label"]
        quarter = quarter or (None if fresh.empty else str(fresh.iloc[0]))
        measures: dict[str, float | None] = {}
        for name, columns in MEASURES.items():
            rows = ask(name, **({"quarter": quarter} if name == "pipeline_summary" else {}))
            row = (
                {} if rows.empty else dict(rows.iloc[0].dropna())
            )  # without people nobody can say: unknown, not nothing
            measures |= {one: float(row[one]) if one in row else None for one in columns}
        return _Answers(quarter, warehouse.seal["reporting_currency"], measures, ask("load_files_names"))


def _names(kind: str, then: pd.DataFrame | None, now: pd.DataFrame) -> dict[str, Any]:
    """How many of a kind there were and are, and which came and went, the largest first."""
    there = now[now["kind"] == kind]
    told = {"kind": kind, "before": None, "after": len(there)}
    if then is None:
        return told | {"came_count": 0, "went_count": 0, "came": [], "went": []}
    were = then[then["kind"] == kind]
    came = there[~there["named_id"].isin(were["named_id"])]
    went = were[~were["named_id"].isin(there["named_id"])]
    return told | {
        "before": len(were),
        "came_count": len(came),
        "went_count": len(went),
        "came": _listed(came),
        "went": _listed(went),
    }


def _listed(rows: pd.DataFrame) -> list[list[Any]]:
    first = rows.sort_values(["amount", "named"], ascending=[False, True]).head(LISTED)
    return [
        [name, None if pd.isna(amount) else float(amount)]
        for name, amount in zip(first["named"], first["amount"], strict=True)
    ]
