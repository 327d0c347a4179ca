"""A measure as a card with its two numbers and its definition, and the list of how a page's measures are counted."""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sightline import door, words
from sightline.metrics import METRICS, Metric


def card(
    place: DeltaGenerator,
    name: str,
    row: Any,
    *,
    part: str | None = None,
    whole: str | None = None,
    change: str | None = None,
    note: str | None = None,
    said: str | None = None,
) -> None:
    """One measure of a one-row answer as a card: label, value, numerator of denominator, hover with its definition.

    `part` and `whole` name the columns it is divided from, `change` the column of its change in points; `note` stands
    where there is no fraction, `said` in place of the value where a number would mislead.
    """
    metric = _metric(name)
    value = getattr(row, name)
    is_unknown = any(name is not None and pd.isna(getattr(row, name)) for name in (part, whole))
    fraction = f"{_value(part, row)} of {_value(whole, row)}" if part and whole else note
    delta = getattr(row, change) if change else float("nan")
    place.metric(
        metric.label,
        said or ("unknown" if is_unknown else words.share(value) if metric.unit == "share" else _value(name, row)),
        delta=words.points(delta) if pd.notna(delta) and round(delta, 1) else None,
        delta_color="off",
        delta_arrow="up" if pd.notna(delta) and delta > 0 else "down",
        delta_description="no data" if is_unknown else fraction,
        help=_hover(metric),
        border=True,
        height="stretch",
    )


def counted(*names: str) -> None:
    """What a page or tab ends with, folded away: how each named measure is counted."""
    with st.expander("How this is counted"):
        measures(*names)


def measures(*names: str) -> None:
    """How each named measure is counted: sentence, formula, rule and worked example.

    All of it is one element: nobody has it open while choosing, and each element costs the browser something per click.
    """
    metrics = [_metric(name) for name in names]
    st.markdown("\n\n".join(f"**{one.label}**. {_hover(one)} *Example:* {one.example}" for one in metrics))


def _metric(name: str) -> Metric:
    return METRICS[name].filled(door.settings().thresholds)


def _hover(metric: Metric) -> str:
    return f"{metric.definition} *Formula:* {metric.formula}."


def _value(name: str | None, row: Any) -> str:
    """A column of the answer as people read it, by its declared unit."""
    value = getattr(row, str(name))
    if METRICS[str(name)].unit == "money":
        return words.money(value, door.settings().reporting_currency)
    if METRICS[str(name)].unit == "times":
        return words.times(value)
    return words.number(value)
