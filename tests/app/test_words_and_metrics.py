"""Numbers as people read them, and every column that is shown declared once."""

import datetime as dt

import pandas as pd
import pytest

from sightline import queries, words
from sightline.metrics import COLUMNS, METRICS, WITHOUT_DATA
from sightline.settings import Settings


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


@pytest.mark.parametrize("query", [q for q in queries.layer("pages").values() if not q.is_step], ids=lambda q: q.name)
def test_every_share_and_count_of_accounts_that_is_asked_for_is_declared(query: queries.Query) -> None:
    """A number that nobody defined cannot be shown, whichever module asks for it."""
    measures = {name for name in query.columns if name.endswith(("_share", "_accounts", "_coverage", "arr"))}
    assert measures - set(COLUMNS) == set()


def test_rules_without_data_are_named_with_a_reason_and_no_measure() -> None:
    """The list is honest only if no number is shown for its rules."""
    shown = {rule.strip() for metric in METRICS.values() for rule in metric.rule.split(",")}
    assert not shown & set(WITHOUT_DATA)
    assert all(reason.endswith(".") for reason in WITHOUT_DATA.values())
