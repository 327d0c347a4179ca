"""What Forecast calls is set to look at: the week, whose calls, which category; kept in the address."""

import datetime as dt
from typing import Annotated, cast

import pandas as pd

from sightline import address, door, scope, words
from sightline.charts.calls_by_week import Category
from sightline.charts.palette import CATEGORY_NAMES
from sightline.door import Row
from sightline.parts import controls, guards
from sightline.sections.forecast.forecast_calls import says

Reach = Annotated[Row, "calls_reach"]
_LEVELS = {"manager": "Managers", "rep": "AEs"}
_CALLED = {name: CATEGORY_NAMES[name] for name in ("commit", "best_case")}


def need_calls() -> Reach:
    """What the calls in view rest on; where there are none, the page says why, offers the template and stops."""
    found = door.ask("calls_reach")
    guards.need_person(found)
    reach: Reach = found.iloc[0]
    if not reach.has_export:
        guards.stop(says.NO_EXPORT, "forecast_submissions")
    if not reach.submitters:
        guards.stop(says.NOBODY)
    return reach


def week(weeks: pd.DataFrame) -> dt.date:
    """Monday of the week looked at; where the address says none, the newest of the quarter."""
    if weeks.empty:
        guards.stop(says.UNREACHED)
    labels = {
        f"{row.week_starts_on:%Y-%m-%d}": f"Week {row.week_of_quarter} · {words.day(row.cut_off_on)}"
        for row in weeks.itertuples()
    }
    with scope.time():
        chosen = controls.box("Calls due", "week", labels, next(iter(labels)), width=200)
    week = dt.date.fromisoformat(str(chosen))
    address.pin(week=week)
    return week


def level(reach: Reach) -> str | None:
    """Whose calls are listed: those of managers, of AEs, or None for the only kind there is."""
    return controls.segments("Calls of", "level", _LEVELS) if 0 < reach.managers < reach.submitters else None


def category() -> Category:
    """The category whose calls are shown with their deals."""
    return cast("Category", controls.segments("Category", "against", _CALLED, visible=False))
