"""Which cells of the workbook are formulas: shares, differences, running sums and the steps of the bridge.

Totals below a table are the workbook's own. A formula stands only where it yields the frozen value, so that opening
the file changes no number; `values` works it out from the same tables.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from sightline.metrics import column
from sightline.packs.asked import Asked

Tables = Mapping[str, pd.DataFrame]
Values = Callable[[pd.DataFrame, Tables], Any]
"""What a formula yields for each row of its table; nothing where it does not apply."""
_CLOSE = 0.005
"""Amounts are rounded to cents when they are frozen."""


@dataclass(frozen=True)
class Formula:
    """A cell's text with {column} for the cells of its row, and what it yields."""

    text: str
    values: Values


@dataclass(frozen=True)
class _Cells:
    """A column as a formula refers to it: the cell of its row, the first cell, all cells, and those down to its row."""

    sheet: str
    letter: str
    rows: int
    row: int = 0

    def __str__(self) -> str:
        return f"{self.letter}{self.row + 2}"

    @property
    def first(self) -> str:
        return f"{self.letter}$2"

    @property
    def all(self) -> str:
        return f"{self.sheet}${self.letter}$2:${self.letter}${self.rows + 1}"

    @property
    def above(self) -> str:
        return f"{self.letter}$2:{self.letter}{self.row + 1}"

    @property
    def until(self) -> str:
        return f"{self.letter}$2:{self.letter}{self.row + 2}"

    @property
    def after_first(self) -> str:
        return f"{self.letter}$3:{self.letter}{self.row + 2}"


def _row(expression: str) -> Formula:
    """Arithmetic within one row."""
    text = re.sub(r"[a-z_]\w*", lambda name: f"{{{name[0]}}}", expression)
    return Formula(f'IFERROR({text},"")' if "/" in text else text, lambda rows, _: rows.eval(expression))


def _of_bucket(rows: pd.DataFrame, tables: Tables) -> Any:
    deals = tables["waterfall_deals"]
    return rows["bucket"].map(deals.groupby("bucket")["step_amount"].sum()).fillna(0.0)


def _deals_of_bucket(rows: pd.DataFrame, tables: Tables) -> Any:
    return rows["bucket"].map(tables["waterfall_deals"]["bucket"].value_counts()).fillna(0)


def _deals_at_the_end(rows: pd.DataFrame, _: Tables) -> Any:
    signs = rows["kind"].map({"start": 1, "in": 1, "out": -1})
    return pd.Series(float((rows["deals"] * signs).sum()), rows.index).where(rows["kind"] == "end")


def _share_of_record(rows: pd.DataFrame, _: Tables) -> Any:
    """Of the track record only shares are divided: for days, part and whole are quartiles."""
    return (rows["part"] / rows["whole"]).where(rows["unit"] == "share")


_COVERED = {"coverage_share": [_row("covered_accounts / eligible_accounts")]}
_QUOTA = {"gap_amount": [_row("quota - won_amount")], "attainment_share": [_row("won_amount / quota")]}


def _running(name: str) -> list[Formula]:
    """Added up from the first row on, or from the second: open pipeline leaves out what is closed."""
    return [
        Formula(f"SUM({{{name}.until}})", lambda rows, _: rows[name].cumsum()),
        Formula(f"SUM({{{name}.after_first}})", lambda rows, _: rows[name].cumsum() - rows[name].iloc[0]),
    ]


_RUNNING = {f"cumulative_{name}": _running(name) for name in ("deals", "amount")}
FORMULAS: Mapping[str, Mapping[str, Sequence[Formula]]] = {
    "scorecard": {"value": [Formula('IFERROR({part}/{whole},"")', _share_of_record)]},
    "waterfall": {
        "amount": [
            Formula(
                "SUM({amount.above})",
                lambda rows, _: (rows["amount"].cumsum() - rows["amount"]).where(rows["kind"] == "end"),
            ),
            Formula("SUMIFS({waterfall_deals.step_amount.all},{waterfall_deals.bucket.all},{bucket})", _of_bucket),
        ],
        "deals": [
            Formula(
                'SUMIFS({deals.above},{kind.above},"start")+SUMIFS({deals.above},{kind.above},"in")'
                '-SUMIFS({deals.above},{kind.above},"out")',
                _deals_at_the_end,
            ),
            Formula("COUNTIFS({waterfall_deals.bucket.all},{bucket})", _deals_of_bucket),
        ],
    },
    "linearity": {
        "month1_share": [_row("month1_amount / linear_amount")],
        "month2_share": [_row("month2_amount / linear_amount")],
        "month3_share": [_row("won_amount / linear_amount")],
    },
    "calls": {"unexplained_amount": [_row("commit_amount - commit_roll_up")]},
    "accuracy": {
        "difference_amount": [_row("called_amount - actual_amount")],
        "accuracy_share": [_row("1 - missed_amount / actual_amount")],
        "bias_points": [_row("100 * difference_amount / actual_amount")],
    },
    "attainment": _QUOTA,
    "forecast": _RUNNING,
    "forecast_now": _RUNNING,
    "coverage": {
        "gap_amount": _QUOTA["gap_amount"],
        "coverage_of_quota": [_row("open_quarter_amount / quota")],
        "late_coverage_of_quota": [_row("late_amount / quota")],
        "coverage_to_go": [_row("open_quarter_amount / gap_amount")],
        "clean_coverage": [_row("clean_amount / gap_amount")],
    },
    "plans": {"gap_accounts": [_row("eligible_accounts - covered_accounts")], **_COVERED},
    "readiness": {"act_deal_share": [_row("act_deals / quarter_deals")], **_COVERED},
    "risk": {
        "risk_deals": [_row("now_deals + later_deals")],
        "risk_amount": [_row("now_amount + later_amount")],
        "risk_share": [
            Formula(
                'IFERROR({risk_amount}/{risk_amount.first},"")',
                lambda rows, _: rows["risk_amount"] / rows["risk_amount"].iloc[0],
            )
        ],
    },
}
"""By table and column, the first that yields the value."""


def of_sheet(one: Asked, tables: Tables, asked: Sequence[Asked]) -> dict[tuple[int, str], str]:
    """The formulas of one sheet by row and column; cells whose value no formula yields are left out."""
    rows = tables[one.name]
    found: dict[tuple[int, str], str] = {}
    if rows.empty:
        return found
    for name, formulas in FORMULAS.get(one.name, {}).items():
        frozen = pd.to_numeric(rows[name]).astype(float)
        for formula in formulas:
            yields = np.asarray(formula.values(rows, tables), dtype=float)
            agrees = np.isclose(yields, frozen, rtol=1e-9, atol=_CLOSE if column(name).unit == "money" else 0.0)
            for row in np.flatnonzero(agrees):
                found.setdefault((int(row), name), f"={_filled(formula.text, one, int(row), tables, asked)}")
    return found


def _filled(text: str, one: Asked, row: int, tables: Tables, asked: Sequence[Asked]) -> str:
    own = {
        name: _Cells("", xl_col_to_name(place), len(tables[one.name]), row) for place, name in enumerate(one.columns)
    }
    others = {other.name: _Sheet(other, len(tables[other.name])) for other in asked}
    return text.format(**{**others, **own})


class _Sheet:
    """Another sheet's columns by name."""

    def __init__(self, asked: Asked, rows: int) -> None:
        self._asked, self._rows = asked, rows

    def __getattr__(self, name: str) -> _Cells:
        letter = xl_col_to_name(self._asked.columns.index(name))
        return _Cells(f"'{self._asked.sheet}'!", letter, self._rows)
