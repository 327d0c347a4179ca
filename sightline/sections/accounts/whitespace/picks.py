"""What is picked on the Whitespace page, kept in the address: how the map is arranged, and the one open cell."""

from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import address, words
from sightline.door import Row
from sightline.parts import controls, links, pager, pictures
from sightline.sections.accounts.whitespace import says

Summary = Annotated[Row, "whitespace_summary"]

_MANY_ACCOUNTS = 50
"""From here on the map opens by people or by teams."""
_SHOWN = {"mapped": "Key accounts and mapped ones", "key": "Key accounts", "all": "All accounts"}
_SORT = {
    "value": "Whitespace value",
    "penetration": "Least penetration",
    "renewal": "Next contract end",
    "unknowns": "Most unknown",
    "arr": "ARR",
}
_AXIS = {"stages": "Lifecycle stages", "products": "Products"}
_LEVEL = {"accounts": "Accounts", "people": "AEs", "teams": "Teams"}
_CELL_VIEWS = {"state": "State", "money": "Money", "age": "Age"}
_TEAM_VIEWS = {"penetration": "Penetration", "knowledge": "Knowledge", "value": "Value"}
WINDOWS = {
    None: "All",
    "date passed": "Date passed",
    "6 months": "6 months",
    "12 months": "12 months",
    "18 months": "18 months",
    "later": "Later",
    "no date": "No date",
}


def parameters() -> dict[str, str | None]:
    """Which accounts are on the map and in what order, as every whitespace query takes it."""
    return {
        "shown": controls.unless_usual("shown", _SHOWN, "mapped"),
        "sort": controls.unless_usual("sort", _SORT, "value"),
    }


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


def arrange(summary: Summary) -> Arrangement:
    """The controls of the map, and what they are set to.

    Rows are accounts while they are few, then people, then teams; columns are products where nobody maps by stage.
    """
    usual_rows = "accounts"
    if summary.mapped_accounts > _MANY_ACCOUNTS and summary.people > 1:
        usual_rows = "teams" if summary.teams > 1 else "people"
    usual_axis = "stages" if summary.is_by_stage else "products"
    views = _CELL_VIEWS if controls.asked("level", _LEVEL, usual_rows) == "accounts" else _TEAM_VIEWS
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        view = controls.segments("Show", "show", views, visible=False)
        with st.popover("Arrange"):
            rows = controls.segments("Rows", "level", _LEVEL, usual_rows)
            axis = controls.segments("Columns", "axis", _AXIS, usual_axis)
            controls.box("Accounts on the map", "shown", _SHOWN, "mapped", warn=True)
            controls.box("Order of accounts", "sort", _SORT, "value", warn=True)
        st.caption(says.on_the_map(summary), width="stretch")
    return Arrangement(rows, "products" if axis == "products" else None, view)


def page_of(accounts: pd.DataFrame) -> dict[str, int]:
    """The accounts on the picked page, as the map's query takes them; opens at the account of the address."""
    wanted = accounts.loc[accounts["account_id"] == address.given("account"), "account_place"]
    rows = pager.page_of(accounts, "whitespace", first=1 if wanted.empty else int(wanted.iloc[0]))
    if len(rows) == len(accounts):
        return {}
    first, last = int(rows["account_place"].min()), int(rows["account_place"].max())
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


def take_click(key: str, cells: pd.DataFrame) -> int | None:
    """Write the cell that was clicked into the address, before the map is drawn; a click on a name opens the account.

    A click counts once, so that the boxes can move on from it. Gives the row of the cell of the address where the map
    does not mark it by itself: a figure that changes while it is clicked would lose the next click.
    """
    asked = pictures.clicked(key)
    if asked is not None and asked[0] == "account":
        links.follow(links.Target("account", str(asked[1])))
    if (cell := _cell(asked, cells)) is not None:
        address.change({"account": cell[0], "stage": cell[1]})
    account, column = address.given("account"), address.given("stage")
    if account and _cell(pictures.picked(key), cells) == (account, column):
        return None
    found = cells.index[(cells["account_id"] == account) & (cells["column_id"] == column)]
    return int(found[0]) if len(found) else None


def _cell(picked: list[Any] | None, cells: pd.DataFrame) -> tuple[str, str] | None:
    """Account and column of what is picked; None where that is no cell of this map."""
    if picked is None or picked[0] == "account" or picked[0] >= len(cells):
        return None
    row = cells.iloc[int(picked[0])]
    return str(row.account_id), str(row.column_id)


def open_cell(cells: pd.DataFrame, accounts: pd.DataFrame) -> Cell | None:
    """The cell of the address, which a click or the two boxes drawn here set; None while nothing is chosen."""
    names = dict(zip(accounts["account_id"], accounts["account_name"], strict=True))
    heads = cells.sort_values("column_place").drop_duplicates("column_id")
    columns = dict(zip(heads["column_id"], heads["column_label"], strict=True))
    with st.container(horizontal=True, gap="small"):
        account = controls.box("Account", "account", names, visible=False, warn=True, width=210)
        column = controls.box("Stage or product", "stage", columns, visible=False, warn=True, width=170)
    if not account or not column:
        return None
    states = cells.loc[(cells["account_id"] == account) & (cells["column_id"] == column), "state"]
    return Cell(account, column, f"{names[account]} · {columns[column]}", None if states.empty else str(states.iloc[0]))


def close_cell() -> None:
    """Close the open cell; used as a callback, before the script runs."""
    address.catch_up()
    address.change({"account": None, "stage": None})


def drill(picked: list[Any] | None, arranged: Arrangement) -> None:
    """A click on a team opens its people, a click on a person their accounts."""
    if picked is None:
        return
    person, name = str(picked[0]), "owner" if picked[1] else "team"
    if person and arranged.rows != "accounts":
        address.change({name: person, "level": "accounts" if name == "owner" else "people", "show": None})
        st.rerun()


def pick_contracts(contracts: pd.DataFrame, picked: list[Any] | None) -> pd.DataFrame:
    """The contracts of the month that was clicked, else of the window picked."""
    if picked is not None:
        month = pd.Timestamp(picked[0])
        st.caption(f"Contracts that end in {words.month(month)}. Click an empty place to see all again.")
        return contracts[contracts["month_on"] == month]
    counts = contracts["renewal_window"].value_counts()
    labels = {
        name: f"{label} {counts.get(name, len(contracts) if name is None else 0)}" for name, label in WINDOWS.items()
    }
    window = st.pills(
        "Window",
        list(labels),
        format_func=labels.__getitem__,
        default=None,
        key="contract_window",
        label_visibility="collapsed",
    )
    return contracts if window is None else contracts[contracts["renewal_window"] == window]
