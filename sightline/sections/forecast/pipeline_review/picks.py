"""What Pipeline review is set to look at: quarter, two snapshots, and how deals are counted; kept in the address."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import address, door, notices, scope, words
from sightline.charts.palette import CATEGORY_NAMES
from sightline.door import Row
from sightline.parts import controls, population

_POLICY = {"positive": "Amounts below 0 count as 0", "net": "Amounts below 0 are subtracted"}
_OWNERSHIP = {"as_was": "Owner of each day", "as_is": "Today's owner"}
_OPEN = {name: label for name, label in CATEGORY_NAMES.items() if name != "closed"}


@dataclass(frozen=True)
class View:
    """The filters of the frame and what is picked on the page, as the queries take them, and the days that answer."""

    filters: Mapping[str, Any]
    quarter: str
    as_of: str | None
    compare_to: str | None
    policy: str
    ownership: str
    population: str
    categories: tuple[str, ...]
    answer: Annotated[Row, "pipeline_asked"]

    @property
    def day(self) -> dict[str, Any]:
        """Parameters of what is asked about one day."""
        return {**self.weeks, "ownership": self.ownership}

    @property
    def weeks(self) -> dict[str, Any]:
        """Parameters of what is asked about many days, which always count under the owner of each."""
        days = {"quarter": self.quarter, "as_of": self.as_of, "compare_to": self.compare_to}
        return {**self.filters, **days, "policy": self.policy, "population": self.population}

    @property
    def pair(self) -> dict[str, Any]:
        """Parameters of what is asked about two days."""
        return {**self.day, "categories": list(self.categories) or None}

    @property
    def renewals(self) -> dict[str, Any]:
        """Parameters of what is asked about renewals, which no choice of population narrows."""
        return {name: value for name, value in self.day.items() if name != "population"}

    @property
    def people(self) -> dict[str, Any]:
        """The filters of what belongs to people, and so to no region and no segment."""
        return {name: self.filters[name] for name in ("team", "owner")}

    @property
    def is_of_people(self) -> bool:
        """Whether neither region nor segment narrows the deals."""
        return not (self.filters["region"] or self.filters["segment"])

    @property
    def as_of_on(self) -> dt.date | None:
        """The snapshot that tells what was open; None where none stands for the day."""
        return None if pd.isna(self.answer.as_of_on) else pd.Timestamp(self.answer.as_of_on).date()

    @property
    def booked_on(self) -> dt.date:
        """The last day whose bookings count."""
        return pd.Timestamp(self.answer.booked_on).date()

    @property
    def compare_on(self) -> dt.date | None:
        """The earlier snapshot; None where there is none."""
        return None if pd.isna(self.answer.compare_on) else pd.Timestamp(self.answer.compare_on).date()

    @property
    def is_newest(self) -> bool:
        """Whether the newest snapshot is looked at."""
        return bool(self.answer.as_of_on == self.answer.newest_on)

    @property
    def has_ended(self) -> bool:
        """Whether the quarter is looked at as it finished."""
        return bool(self.answer.quarter_state == "ended")


def choose() -> View | None:
    """The pickers, and what they are set to; None where there is no snapshot to choose."""
    days = door.ask("pipeline_snapshot_choices")
    if days.empty:
        return None
    as_of, compare_to = _asked_day("as_of"), _asked_day("compare_to")
    quarter = scope.current().quarter
    asked = door.ask("pipeline_asked", quarter=quarter, as_of=as_of, compare_to=compare_to).iloc[0]
    label = str(asked.quarter_label)
    with scope.time():
        _pick_day("As of", "as_of", days, asked.as_of_on)
        earlier = days[days["snapshot_on"] < (asked.as_of_on if pd.notna(asked.as_of_on) else asked.booked_on)]
        _pick_day("Compared with", "compare_to", earlier, asked.compare_on)
        with st.popover("What counts"):
            chosen = population.choose()
            policy = controls.radio("Amounts", "policy", _POLICY)
            ownership = controls.radio("Teams", "ownership", _OWNERSHIP)
            categories = controls.several(
                "Categories in the waterfall", "categories", _OPEN, placeholder="All but omitted"
            )
            st.caption(
                "With today's owner, a deal counts under its AE of today on both days. What it was under an AE outside "
                "your view stays hidden, so it still reads as transferred."
            )
    address.pin(quarter=label, as_of=asked.as_of_on, compare_to=asked.compare_on)
    return View(scope.current().parameters, label, as_of, compare_to, policy, ownership, chosen, categories, asked)


def _asked_day(name: str) -> str | None:
    """An ISO day from the address; anything else is passed over with a notice."""
    given = address.given(name)
    try:
        return dt.date.fromisoformat(given).isoformat() if given else None
    except ValueError:
        notices.add(f"“{given}” is not a day, so the usual one is shown.")
        address.change({name: None})
        return None


def _pick_day(label: str, name: str, days: pd.DataFrame, used: Any) -> None:
    """One of the days there are; the day that answers is shown, which the address may only have come near."""
    labels = {f"{row.snapshot_on:%Y-%m-%d}": _day_label(row) for row in days.itertuples()}
    controls.box(label, name, labels, f"{used:%Y-%m-%d}" if pd.notna(used) else None, width=160, placeholder="none")


def _day_label(row: Annotated[Row, "pipeline_snapshot_choices"]) -> str:
    notes = ["partial"] if row.is_partial else []
    notes += [f"first of {row.quarter_label}"] if row.is_first_of_quarter else []
    return " · ".join([words.day(row.snapshot_on), *notes])
