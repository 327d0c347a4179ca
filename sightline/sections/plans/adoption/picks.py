"""What is picked on the Adoption page, kept in the address, and where a click leads."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, scope
from sightline.parts import controls, heading

_OPEN = "open"
FIRST_ROWS = 14
"""As many rows of the tree stand on a laptop's first screen; it opens as far down as they reach."""
_ROWS = {"manager": "By manager", "ae": "By AE", "region": "By region"}


@dataclass(frozen=True)
class Days:
    """The day looked at and the one it is compared with."""

    day_on: dt.date
    before_on: dt.date

    @property
    def parameters(self) -> dict[str, dt.date]:
        """As the adoption queries take them."""
        return {"day": self.day_on, "before": self.before_on}


def pick_days(quarter: str | None) -> Days:
    """The two days of the view: those in the address, at first those of the quarter; both can be picked.

    The day compared with is always the earlier one. A day in the address that cannot be asked for is passed over.
    """
    reach = door.ask("adoption_days", quarter=quarter).iloc[0]
    first, last, usual = reach.first_on.date(), reach.as_of_on.date(), reach.day_on.date()
    with scope.time():
        day = _pick("As of", "day", usual, first, last)
        before = door.ask("adoption_days", day=day).iloc[0].before_on.date()
        days = Days(day, _pick("Compared with", "before", before, first, day - dt.timedelta(days=1)))
    address.pin(**days.parameters)
    return days


def _pick(label: str, name: str, usual: dt.date, first: dt.date, last: dt.date) -> dt.date:
    """One day, picked or from the address, and kept there where it is not the usual one."""
    wanted = _given_day(name, first, last) or usual
    key = f"{name}_{usual}_{last}"
    day = st.date_input(label, wanted, min_value=first, max_value=last, format="YYYY-MM-DD", key=key, width=140)
    address.change({name: None if day == usual else f"{day:%Y-%m-%d}"})
    return day


def _given_day(name: str, first: dt.date, last: dt.date) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(address.given(name) or "")
    except ValueError:
        return None
    return day if first <= day <= last else None


def opened(tree: pd.DataFrame) -> list[str]:
    """Ids of the managers whose people are shown: those in the address, at first as many levels as fit."""
    asked = address.given(_OPEN)
    known = set(tree["person_id"])
    if asked is None:
        is_top = tree["manager_id"].isna()
        is_first = tree["manager_id"].isin(tree.loc[is_top, "person_id"])
        is_second = tree["manager_id"].isin(tree.loc[is_first, "person_id"])
        in_view = is_top | is_first if (is_top | is_first | is_second).sum() <= FIRST_ROWS else is_top
        return [str(person) for person in tree.loc[in_view, "person_id"]]
    return [person for person in asked.split(",") if person in known]


def group_by() -> str:
    """What a row of the tree is: "manager", "ae" or "region"."""
    return controls.segments(
        "Rows", "by", {"manager": "By manager", "ae": "By AE", "region": "By region"}, visible=False
    )


def follow(row: pd.Series, tree: pd.DataFrame) -> None:
    """Where a click on a name leads: a manager opens or closes, an AE's accounts open on Plan coverage."""
    if row["is_rep"]:
        heading.drill(address.PLAN_COVERAGE, owner=row["person_id"])
    elif (tree["manager_id"] == row["person_id"]).any():
        toggle(row["person_id"], tree)


def open_region(row: pd.Series) -> None:
    """Show the region of a row by manager."""
    if pd.notna(row["region"]):
        address.change({"region": row["region"], "by": None})
        st.rerun()


def toggle(person_id: str, tree: pd.DataFrame) -> None:
    """Show or hide the people of one manager, in the address, and run the page again."""
    now = opened(tree)
    after = [person for person in now if person != person_id] if person_id in now else [*now, person_id]
    show_only(after)


def show_only(managers: Iterable[str]) -> None:
    """Show the people of exactly these managers and run the page again."""
    address.change({_OPEN: ",".join(managers) or "none"})
    st.rerun()


def moved(changes: pd.DataFrame, picked: list[Any] | None) -> pd.DataFrame:
    """The accounts behind the step of the bridge that was clicked, all of them without a click."""
    if picked is None or picked[1] in ("start", "end"):
        return changes
    behind = (changes["bar"] == picked[0]) & (changes["bucket"] == picked[1])
    return pd.DataFrame(changes[behind])
