"""Numbers as people read them, and every column that is shown declared once."""

import datetime as dt
import random
import re
from decimal import Decimal

import pandas as pd
import pytest

from sightline import queries, words
from sightline.metrics import COLUMNS, METRICS, WITHOUT_DATA
from sightline.settings import NUMBER_STYLES, ROOT, Settings
from tests.each import each
from tests.queries import use

SCATTERED = re.compile(r""":[+]?,|,\.\df|:[+]?\.\d[%]|"[+]?\.\d%"|%\.\df|"~s"|strftime|:%-?[dB]\b.*%Y|:%b""")
"""Ways of writing a number or a day that belong into `words`; Plotly's `%{x|%-d %b %Y}` is the same form.

A table that can be sorted sends numbers, which the browser writes; so `column_config` keeps its own."""

IN_SENTENCES = {
    "one_on_one_triggers": {"event_days"},
    "pipeline_asked": {"as_of_age_days", "compare_age_days", "quarter_days"},
}
"""Lengths of time that stand within a sentence which names them, never as a figure or a column of a table."""


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (2_400_000, "USD", "$2.4M"),
        (180_000, "EUR", "€180k"),
        (999_960, "USD", "$1M"),
        (84, "USD", "$84"),
        (-20_500, "GBP", "−£20.5k"),
        (-0.3, "USD", "$0"),
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
    assert (words.month(dt.date(2026, 10, 5)), words.short_day(dt.date(2026, 10, 5))) == ("Oct 2026", "5 Oct")


@pytest.mark.parametrize(
    ("days", "said"),
    [(22, "22 days after 5 Oct"), (1, "1 day after 5 Oct"), (0, "on 5 Oct"), (-3, "3 days before 5 Oct")],
)
def test_days_are_counted_from_the_day_of_the_data_and_say_so(days: int, said: str) -> None:
    """The data may be weeks old: "in 22 days" would be read from the reader's own day."""
    assert words.from_day(days, pd.Timestamp(2026, 10, 5)) == said


def test_a_share_without_cases_says_none_eligible() -> None:
    """Neither 0 % nor 100 %."""
    assert words.share(None) == "none eligible"
    assert words.share(0.625) == "63\u202f%"
    assert words.share(0.666) == "67\u202f%"
    assert words.of(38, 61) == "38 of 61"
    assert words.share_of(0.666, 56, 83) == "67\u202f% (56 of 83)"
    assert words.share_of(None, 0, 0) == "none eligible"


@pytest.mark.parametrize(
    ("amounts", "whole", "shown"),
    [
        ((1_396_400, 1_348_600, 47_800), None, ["$1.396M", "$1.349M", "$48k"]),
        ((1_348_600, 47_800), 1_396_400, ["$1.348M", "$48k", "$1.396M"]),
        ((3_333, 3_333, 3_334), 10_000, ["$3.3k", "$3.3k", "$3.4k", "$10.0k"]),
        ((250, 250), 900, ["$250", "$250", "$900"]),
        ((7_400_000, 2_120_000, 850_000), None, ["$7.40M", "$2.12M", "$850k"]),
        ((-250_000, 999_960), None, ["−$250k", "$1.00M"]),
        ((1_000, None), 4_000, ["$1.0k", "unknown", "$4.0k"]),
        ((0, 0), None, ["$0", "$0"]),
    ],
)
def test_amounts_of_one_sentence_have_one_precision_and_add_up(
    amounts: tuple[float | None, ...], whole: float | None, shown: list[str]
) -> None:
    """Parts add up to their whole as printed, unless they do not: then no rounding hides it."""
    assert words.moneys(*amounts, currency="USD", whole=whole) == shown


def test_parts_of_any_size_add_up_as_printed() -> None:
    """Whatever the amounts: the printed parts come to the printed whole, and none is moved by more than one unit."""
    sizes = random.Random(13)
    for _ in range(500):
        parts = [sizes.randrange(0, 10 ** sizes.randrange(1, 9)) for _ in range(sizes.randrange(2, 7))]
        *printed, whole = [_read(text) for text in words.moneys(*parts, currency="USD", whole=sum(parts))]
        smallest = min((part for part in parts if part), default=1)
        unit = 10 ** max(len(str(smallest)) - 2, len(str(sum(parts))) - 4, 0)

        assert sum(printed) == whole, parts
        assert all(abs(one - part) <= unit for one, part in zip(printed, parts, strict=True)), parts


def _read(text: str) -> Decimal:
    steps = {"k": 1_000, "M": 1_000_000, "B": 1_000_000_000}
    return Decimal(text.strip("$kMB")) * steps.get(text[-1], 1)


def test_a_change_has_a_sign_as_wide_as_a_plus() -> None:
    """`+4`, `−3`, `−0.1 pt`; what rounds to nought has none."""
    assert [words.change(value) for value in (4, -3, 0, None)] == ["+4", "−3", "0", "unknown"]
    assert [words.points(value) for value in (-0.1, 2, 0.04)] == ["−0.1\u202fpt", "+2.0\u202fpt", "0.0\u202fpt"]
    assert [words.share_change(value) for value in (0.12, -0.12)] == ["+12\u202f%", "−12\u202f%"]


def test_counts_have_marks_between_thousands() -> None:
    """`117,247`, and money to the unit where people add up by hand."""
    assert words.number(117_247) == "117,247"
    assert words.exact_money(-117_247.5, "USD", cents=True) == "−$117,247.50"
    assert words.of(1_024, 20_480) == "1,024 of 20,480"


def test_the_marks_of_numbers_follow_the_setting() -> None:
    """The same amount for a reader in Hamburg, in Paris and in Zurich."""
    shown = {}
    for style in NUMBER_STYLES:
        words.write_numbers(*Settings(number_style=style).number_marks)
        shown[style] = [words.number(117_247), words.money(2_400_000, "EUR"), words.points(-0.1), words.separators()]
    words.write_numbers(*Settings().number_marks)

    assert shown == {
        "en": ["117,247", "€2.4M", "−0.1\u202fpt", ".,"],
        "de": ["117.247", "€2,4M", "−0,1\u202fpt", ",."],
        "fr": ["117\u202f247", "€2,4M", "−0,1\u202fpt", ",\u202f"],
        "ch": ["117’247", "€2.4M", "−0.1\u202fpt", ".’"],
    }


def test_age_is_counted_in_days_and_never_negative() -> None:
    """Data from tomorrow says that a clock is wrong."""
    day = dt.date(2026, 10, 5)
    assert words.age(day, day) == "today"
    assert words.age(day, dt.date(2026, 10, 6)) == "1 day old"
    assert words.age(day, dt.date(2026, 10, 4)) == "ahead of this computer's clock"


def test_names_are_shown_as_they_stand_and_not_as_markdown() -> None:
    """An image in a name would be fetched from another host."""
    assert words.plain("![x](http://a.b)") == f"\\!\\[x\\]\\(http\\:{words.JOINER}//a.b\\)"


def test_numbers_are_written_in_one_place() -> None:
    """No page, chart, slide or download formats money, a count, a share or a day by itself; `words` does."""
    rooms = ("charts", "sections", "parts", "packs", "notes")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for room in rooms
        for path in sorted((ROOT / "sightline" / room).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if SCATTERED.search(line) and "<svg" not in line and "config." not in line
    ]

    assert found == []


@each("name", METRICS)
def test_every_measure_is_complete_and_names_real_settings(name: str) -> None:
    """Label, rule, sentence, formula, source and example; a {setting} that does not exist fails."""
    metric = METRICS[name].filled(Settings().thresholds)
    assert all([metric.label, metric.rule, metric.definition, metric.formula, metric.source, metric.example])
    assert metric.definition.endswith(".")
    assert metric.example.endswith((".", "%"))


@each("name", sorted(use.asked()))
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


def test_amounts_may_be_rounded_by_the_largest_of_them() -> None:
    """Three figures of it: a small part takes the same step, and the parts still add up as printed."""
    amounts = [Decimal(1_494_100), Decimal(727_000)]

    assert words.moneys(*amounts, currency="USD", whole=sum(amounts), figures=3) == ["$1.49M", "$730k", "$2.22M"]
    assert words.moneys(Decimal(386_000), Decimal(389_000), currency="USD", figures=3) == ["$386k", "$389k"]


def test_a_sentence_of_markdown_is_read_out_as_plain_text() -> None:
    """A picture's text for a screen reader has no stars and no backslashes, and keeps what they guarded."""
    sentence = f"**{words.plain('A*B [x]')}** is worth {words.plain('$5M')}"

    assert words.unmarked(sentence) == "A*B [x] is worth $5M"
