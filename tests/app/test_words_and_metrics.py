"""Numbers as people read them, and every column that is shown declared once."""

import datetime as dt

import pandas as pd
import pytest

from sightline import queries, words
from sightline.metrics import COLUMNS, METRICS, WITHOUT_DATA
from sightline.settings import Settings
from tests.queries import use

IN_SENTENCES = {
    "one_on_one_triggers": {"event_days"},
    "pipeline_asked": {"as_of_age_days", "compare_age_days", "quarter_days"},
    "qbr_calendar": {"prep_days", "window_days"},
}
"""Lengths of time that stand within a sentence which names them, never as a figure or a column of a table."""


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (2_400_000, "USD", "$2.4M"),
        (180_000, "EUR", "€180k"),
        (999_960, "USD", "$1M"),
        (84, "USD", "$84"),
        (-20_500, "GBP", "-£20.5k"),
        (1_000_000_000, "CHF", "CHF\u202f1B"),
        (None, "USD", "unknown"),
        (float("nan"), "USD", "unknown"),
    ],
)
def test_money_is_short_and_unknown_money_is_not_nought(amount: float | None, currency: str, shown: str) -> None:
    """Three figures at most, in the reporting currency."""
    assert words.money(amount, currency) == shown


def test_days_read_like_5_oct_2026() -> None:
    """The same on every page, whatever kind of day it is."""
    assert words.day(dt.date(2026, 10, 5)) == "5 Oct 2026"
    assert words.day(pd.Timestamp(2026, 10, 5)) == "5 Oct 2026"
    assert words.day(pd.NaT) == "unknown"


def test_a_share_without_cases_says_none_eligible() -> None:
    """Neither 0 % nor 100 %."""
    assert words.share(None) == "none eligible"
    assert words.share(0.625) == "62\u202f%"
    assert words.share(0.666) == "67\u202f%"
    assert words.of(38, 61) == "38 of 61"


def test_age_is_counted_in_days_and_never_negative() -> None:
    """Data from tomorrow says that a clock is wrong."""
    day = dt.date(2026, 10, 5)
    assert words.age(day, day) == "today"
    assert words.age(day, dt.date(2026, 10, 6)) == "1 day old"
    assert words.age(day, dt.date(2026, 10, 4)) == "ahead of this computer's clock"


def test_names_are_shown_as_they_stand_and_not_as_markdown() -> None:
    """An image in a name would be fetched from another host."""
    assert words.plain("![x](http://a.b)") == "\\!\\[x\\]\\(http\\://a.b\\)"


@pytest.mark.parametrize("name", METRICS)
def test_every_measure_is_complete_and_names_real_settings(name: str) -> None:
    """Label, rule, sentence, formula, source and example; a {setting} that does not exist fails."""
    metric = METRICS[name].filled(Settings().thresholds)
    assert all([metric.label, metric.rule, metric.definition, metric.formula, metric.source, metric.example])
    assert metric.definition.endswith(".")
    assert metric.example.endswith((".", "%"))


@pytest.mark.parametrize("name", sorted(use.asked()))
def test_every_number_that_is_asked_for_is_declared(name: str) -> None:
    """A number that nobody defined cannot be shown, wherever it is asked: on a page, in a part of one, or in a pack."""
    undeclared = {
        column
        for column in queries.layer("pages")[name].columns
        if column.endswith(("_share", "_accounts", "_days", "arr")) and column not in COLUMNS
    }

    assert undeclared <= IN_SENTENCES.get(name, set())


def test_rules_without_data_are_named_with_a_reason_and_no_measure() -> None:
    """The list is honest only if no number is shown for its rules."""
    shown = {rule.strip() for metric in METRICS.values() for rule in metric.rule.split(",")}
    assert not shown & set(WITHOUT_DATA)
    assert all(reason.endswith(".") for reason in WITHOUT_DATA.values())
