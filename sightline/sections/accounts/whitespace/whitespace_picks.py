"""What is picked on the Whitespace page, kept in the address: how the map is arranged, and the one open cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, words
from sightline.parts import pictures

ROWS_SHOWN = 25
"""Accounts per map: beyond this a heatmap is a smear, so it is cut into pages."""

_MANY_ACCOUNTS = 50
"""From here on the map opens by people or by teams."""

_SHOWN = {"mapped": "Key accounts and mapped ones", "key": "Key accounts", "all": "All accounts"}
_SORT = {
    "value": "Whitespace value",
    "penetration": "Least penetration",
    "renewal": "Next contract end",
    "unknowns": "Most unknown cells",
    "arr": "ARR",
}
_AXIS = {"stages": "Lifecycle stages", "products": "Products"}
_LEVEL = {"accounts": "Accounts", "people": "AEs", "teams": "Teams"}
_CELL_VIEWS = {"state": "State", "money": "Money", "age": "Age"}
_TEAM_VIEWS = {"penetration": "Penetration", "knowledge": "Knowledge", "value": "Value"}


def parameters() -> dict[str, str | None]:
    """Which accounts are on the map and in what order, as every whitespace query takes it."""
    return {"shown": _unless("shown", _SHOWN, "mapped"), "sort": _unless("sort", _SORT, "value")}


@dataclass(frozen=True)
class Arrangement:
    """How the map is arranged: what its rows and columns are, and what its cells show."""

    rows: str
    axis: str | None
    view: str

    @property
    def by(self) -> str | None:
        """How people are grouped, as the query of teams takes it."""
        return "team" if self.rows == "teams" else None


def arrange(summary: Any) -> Arrangement:
    """The controls above the map, and what they are set to.

    Rows are accounts while they are few, then people, then teams; columns are products where nobody maps by stage.
    """
    usual_rows = "accounts"
    if summary.mapped_accounts > _MANY_ACCOUNTS and summary.people > 1:
        usual_rows = "teams" if summary.teams > 1 else "people"
    usual_axis = "stages" if summary.is_by_stage else "products"
    views = _CELL_VIEWS if _asked("level", _LEVEL, usual_rows) == "accounts" else _TEAM_VIEWS
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        view = _segments("Show", "show", views, next(iter(views)), visible=False)
        with st.popover("Arrange"):
            rows = _segments("Rows", "level", _LEVEL, usual_rows)
            axis = _segments("Columns", "axis", _AXIS, usual_axis)
            _box("Accounts on the map", "shown", _SHOWN, "mapped")
            _box("Order of accounts", "sort", _SORT, "value")
        st.caption(_on_the_map(summary), width="stretch")
    return Arrangement(rows, "products" if axis == "products" else None, view)


def page_of(accounts: pd.DataFrame) -> dict[str, int]:
    """The accounts on the picked page, as the map's query takes them; opens at the account of the address."""
    pages = -(-len(accounts) // ROWS_SHOWN)
    if pages <= 1:
        return {}
    key = f"whitespace_page_{pages}"
    if key not in st.session_state:
        wanted = accounts.loc[accounts["account_id"] == address.given("account"), "account_place"]
        st.session_state[key] = 1 if wanted.empty else -(-int(wanted.iloc[0]) // ROWS_SHOWN)
    page = st.pagination(pages, key=key)
    first, last = (page - 1) * ROWS_SHOWN + 1, min(page * ROWS_SHOWN, len(accounts))
    st.caption(f"Accounts {first} to {last} of {words.number(len(accounts))}")
    return {"from_place": first, "to_place": last}


@dataclass(frozen=True)
class Cell:
    """One cell of the map: its account, its column, and what it is called."""

    account: str
    column: str
    title: str
    state: str | None
    """As the map shows it; null where another page of the map holds it."""


def open_cell(picked: list[Any] | None, cells: pd.DataFrame, accounts: pd.DataFrame) -> Cell | None:
    """The cell whose detail is shown: the one clicked, else that of the address, which two boxes set by keyboard.

    A click counts once, so that the boxes can move on from it. None while nothing is chosen.
    """
    if picked is not None and int(picked[0]) < len(cells) and pictures.is_fresh():
        row = cells.iloc[int(picked[0])]
        address.change({"account": str(row.account_id), "stage": str(row.column_id)})
    names = dict(zip(accounts["account_id"], accounts["account_name"], strict=True))
    heads = cells.sort_values("column_place").drop_duplicates("column_id")
    columns = dict(zip(heads["column_id"], heads["column_label"], strict=True))
    account = _box("Account", "account", names, None, visible=False)
    column = _box("Stage or product", "stage", columns, None, visible=False)
    if not account or not column:
        return None
    states = cells.loc[(cells["account_id"] == account) & (cells["column_id"] == column), "state"]
    return Cell(account, column, f"{names[account]} · {columns[column]}", None if states.empty else str(states.iloc[0]))


def drill(picked: list[Any] | None, arranged: Arrangement) -> None:
    """A click on a team opens its people, a click on a person their accounts."""
    if picked is None:
        return
    person, name = str(picked[0]), "owner" if picked[1] else "team"
    if person and arranged.rows != "accounts":
        address.change({name: person, "level": "accounts" if name == "owner" else "people", "show": None})
        st.rerun()


def _segments(label: str, name: str, options: Mapping[str, str], usual: str, *, visible: bool = True) -> str:
    """A row of choices; the one picked stands in the address unless it is the usual one."""
    key, value = _prepared(name, options, usual)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        required=True,
        label_visibility="visible" if visible else "collapsed",
        on_change=_remember,
        args=(name, usual),
    )
    return str(value)


def _box(label: str, name: str, options: Mapping[str, str], usual: str | None, *, visible: bool = True) -> str | None:
    """A box that opens by keyboard; its choice stands in the address unless it is the usual one."""
    asked = address.given(name)
    if asked is not None and asked not in options:
        st.warning(f"The link asks for {label.lower()} “{words.plain(asked)}”, which is not on this map.")
    key, value = _prepared(name, options, usual)
    st.selectbox(
        label,
        list(options),
        format_func=lambda choice: options.get(choice, choice),
        key=key,
        index=None,
        placeholder=label,
        label_visibility="visible" if visible else "collapsed",
        on_change=_remember,
        args=(name, usual),
    )
    return value


def _prepared(name: str, options: Mapping[str, str], usual: str | None) -> tuple[str, str | None]:
    """The key of a control, set to what the address asks for, else to the usual choice."""
    key, asked = f"whitespace_{name}", address.given(name)
    value = asked if asked in options else usual
    st.session_state[key] = value
    return key, value


def _remember(name: str, usual: str | None) -> None:
    """Write one choice into the address before the script runs, so that the address leads."""
    value = st.session_state[f"whitespace_{name}"]
    address.change({name: None if value == usual else value})


def _asked(name: str, options: Mapping[str, str], usual: str) -> str:
    asked = address.given(name)
    return asked if asked is not None and asked in options else usual


def _unless(name: str, options: Mapping[str, str], usual: str) -> str | None:
    value = _asked(name, options, usual)
    return None if value == usual else value


def _on_the_map(summary: Any) -> str:
    """How many accounts the numbers are about, how many are left out, and what nobody recorded."""
    left_out = f", {words.number(summary.unmapped_accounts)} left out" if summary.unmapped_accounts else ""
    gaps = f" · {words.counted(summary.not_mapped_cells, 'cell')} not mapped" if summary.not_mapped_cells else ""
    stages = "" if summary.has_stages else " · no stages export, so the nine usual stages"
    return f"{words.counted(summary.mapped_accounts, 'account')}{left_out}{gaps}{stages}"
