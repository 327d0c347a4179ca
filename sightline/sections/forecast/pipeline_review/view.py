"""What Pipeline review is set to look at: quarter, two snapshots, and how deals are counted; kept in the address."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from sightline import address, door, notices, scope, words
from sightline.charts.palette import CATEGORY_NAMES

_POLICY = {"net": "With negative amounts", "positive": "Positive amounts only"}
_OWNERSHIP = {"as_was": "Owner of each day", "as_is": "Today's owner"}


@dataclass(frozen=True)
class View:
    """The filters of the frame and what is picked on the page, as the queries take them, and the days that answer."""

    filters: Mapping[str, Any]
    quarter: str
    as_of: str | None
    compare_to: str | None
    policy: str | None
    ownership: str | None
    categories: tuple[str, ...]
    answer: Any

    @property
    def day(self) -> dict[str, Any]:
        """Parameters of what is asked about one day."""
        return {
            **self.filters,
            "quarter": self.quarter,
            "as_of": self.as_of,
            "compare_to": self.compare_to,
            "policy": self.policy,
            "ownership": self.ownership,
        }

    @property
    def as_of_on(self) -> dt.date:
        """The snapshot looked at."""
        return pd.Timestamp(self.answer.as_of_on).date()

    @property
    def compare_on(self) -> dt.date | None:
        """The earlier snapshot; None where there is none."""
        return None if pd.isna(self.answer.compare_on) else pd.Timestamp(self.answer.compare_on).date()

    @property
    def is_newest(self) -> bool:
        """Whether the newest snapshot is looked at."""
        return bool(self.answer.as_of_on == self.answer.newest_on)

    @property
    def weeks(self) -> dict[str, Any]:
        """Parameters of what is asked about many days, which always count under the owner of each."""
        return {name: value for name, value in self.day.items() if name != "ownership"}

    @property
    def pair(self) -> dict[str, Any]:
        """Parameters of what is asked about two days."""
        return {**self.day, "categories": list(self.categories) or None}


def choose() -> View | None:
    """The pickers, and what they are set to; None where no snapshot can answer, which is then said."""
    days = door.ask("pipeline_snapshot_choices")
    if days.empty:
        return None
    as_of, compare_to = _date("as_of"), _date("compare_to")
    quarter = _quarter()
    asked = door.ask("pipeline_asked", quarter=quarter, as_of=as_of, compare_to=compare_to).iloc[0]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        _pick_day("As of", "as_of", days, asked.as_of_on)
        earlier = days[days["snapshot_on"] < (asked.as_of_on if pd.notna(asked.as_of_on) else asked.newest_on)]
        _pick_day("Compared with", "compare_to", earlier, asked.compare_on)
        _pick("Deals closing in", "closing", list(door.ask("pipeline_quarters")["quarter_label"]), asked.quarter_label)
        with st.popover("How to count"):
            policy = _option("Amounts", "policy", _POLICY)
            ownership = _option("Teams", "ownership", _OWNERSHIP)
            categories = _categories()
            st.caption(
                "With today's owner, a deal counts under whoever holds it now on both days. A day on which it belonged "
                "to somebody outside your view stays unseen, so the deal still reads as transferred there."
            )
    return View(
        filters=scope.current().parameters,
        quarter=str(asked.quarter_label),
        as_of=as_of,
        compare_to=compare_to,
        policy=policy,
        ownership=ownership,
        categories=categories,
        answer=asked,
    )


def say_days(view: View) -> None:
    """How the days asked for were answered, and stop where a snapshot is too old to stand for the day asked for."""
    asked = view.answer
    limit = door.settings().max_staleness
    if pd.isna(asked.as_of_on) or (view.compare_to and pd.isna(asked.compare_on)):
        wanted = asked.as_of_asked_on if pd.isna(asked.as_of_on) else asked.compare_asked_on
        days = door.ask("pipeline_snapshot_choices")["snapshot_on"].head(12)
        st.warning(
            f"**No snapshot stands for {words.day(wanted)}**: none lies in the {limit} days up to it. The newest there "
            f"are: {', '.join(words.day(day) for day in days)}. Amounts are never guessed between snapshots."
        )
        st.stop()
    for label, wanted, used, age in (
        ("As of", asked.as_of_asked_on, asked.as_of_on, asked.as_of_age_days),
        ("Compared with", asked.compare_asked_on, asked.compare_on, asked.compare_age_days),
    ):
        if pd.notna(age) and age > 0:
            st.caption(
                f"{label}: asked {words.day(wanted)}, used {words.day(used)}, {words.counted(age, 'day')} older."
            )
    for used, is_partial in (
        (asked.as_of_on, asked.is_as_of_partial),
        (asked.compare_on, asked.is_compare_partial),
    ):
        if is_partial and pd.notna(used):
            st.warning(
                f"The snapshot of {words.day(used)} holds far fewer deals than those around it, most likely a filtered "
                "report. Deals missing there are not called deleted; export that day again to know."
            )


def _date(name: str) -> str | None:
    """An ISO day from the address; anything else is passed over with a notice."""
    given = address.given(name)
    if given is None:
        return None
    try:
        return dt.date.fromisoformat(given).isoformat()
    except ValueError:
        notices.add(f"“{given}” is not a day, so the usual one is shown.")
        address.change({name: None})
        return None


def _quarter() -> str | None:
    """The quarter from the page's own picker, else from the filter of the frame."""
    known = set(door.ask("pipeline_quarters")["quarter_label"])
    given = address.given("closing") or scope.current().quarter
    return given if given in known else None


def _pick_day(label: str, name: str, days: pd.DataFrame, used: Any) -> None:
    rows = days.itertuples()
    labels = {f"{row.snapshot_on:%Y-%m-%d}": _day_label(row) for row in rows}
    value = f"{used:%Y-%m-%d}" if pd.notna(used) else None
    _select(label, name, labels.get, list(labels), value, width=225)


def _day_label(row: Any) -> str:
    notes = [
        "partial" if row.is_partial else "",
        f"first of {row.quarter_label}" if row.is_first_of_quarter else "",
    ]
    return " · ".join([words.day(row.snapshot_on), *[note for note in notes if note]])


def _pick(label: str, name: str, values: list[str], value: str) -> None:
    _select(label, name, str, values if value in values else [value, *values], value, width=150)


def _select(
    label: str, name: str, said: Callable[[str], str | None], values: list[str], value: str | None, *, width: int
) -> None:
    key = f"review_{name}"
    st.session_state[key] = value if value in values else None
    st.selectbox(
        label,
        values,
        index=0 if value in values else None,
        format_func=lambda choice: said(choice) or choice,
        key=key,
        on_change=_remember,
        args=(name, key),
        width=width,
        placeholder="none",
        disabled=not values,
    )


def _option(label: str, name: str, options: Mapping[str, str]) -> str | None:
    """One of two ways to count; the first is usual and leaves no trace in the address."""
    usual, key = next(iter(options)), f"review_{name}"
    given = address.given(name)
    st.session_state[key] = given if given in options else usual
    picked = st.radio(
        label, list(options), format_func=options.__getitem__, key=key, on_change=_remember, args=(name, key)
    )
    return None if picked == usual else str(picked)


def _categories() -> tuple[str, ...]:
    """The forecast categories that the waterfall is drawn of; empty for all."""
    labels = {name: label for name, label in CATEGORY_NAMES.items() if name != "closed"}
    given = [name for name in (address.given("categories") or "").split(",") if name in labels]
    st.session_state["review_categories"] = given
    picked = st.multiselect(
        "Categories in the waterfall",
        list(labels),
        format_func=labels.__getitem__,
        key="review_categories",
        on_change=_remember,
        args=("categories", "review_categories"),
        placeholder="All but omitted",
    )
    return tuple(picked)


def _remember(name: str, key: str) -> None:
    """Write one choice into the address before the script runs, so that the address leads."""
    value = st.session_state[key]
    text = ",".join(value) if isinstance(value, list) else value
    address.change({name: text or None})
