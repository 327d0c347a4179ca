"""Evidence for a suggestion, by tables of tiny examples: words of other languages, slips, values, spellings."""

import pytest

from sightline.contract import EXPORTS, declared_rows
from sightline.exports.drafting import hints, near, translated
from sightline.exports.drafting.hints import Peek, Values
from sightline.exports.names import word_key
from sightline.exports.vocabulary import outcome_of


@pytest.mark.parametrize(
    ("header", "phrase", "whole"),
    [
        ("Firmennummer", "account id", True),
        ("Verkaufschance", "opportunity", True),
        ("Abschluss am", "close date", True),
        ("Währung", "currency", True),
        ("Betrag (EUR)", "amount", True),
        ("Betrag netto", "amount", False),
        ("Date de clôture", "date close", True),
        ("Importe", "amount", True),
    ],
)
def test_a_header_of_another_language_is_translated_word_by_word(header: str, phrase: str, whole: bool) -> None:
    """Compounds are taken apart; umlauts and accents may be there or not."""
    said = translated.header(header)

    assert said is not None
    assert (said.phrases[0], said.whole) == (phrase, whole)


@pytest.mark.parametrize("header", ["Territory Name", "Status", "Amount", "Email", "xyz", "", "EUR"])
def test_english_is_not_translated(header: str) -> None:
    """A word that both languages share says nothing about the language."""
    assert translated.header(header) is None


@pytest.mark.parametrize(
    ("header", "values", "column", "reason"),
    [
        ("Betrag", ["1.250,50"], "amount", "Betrag is German for amount; its values are numbers"),
        ("Betrag", ["Rot", "Blau"], None, ""),  # the values contradict the header
        ("Close Dat", ["2026-01-01"], "close_date", "nearly close_date; its values are dates"),
        ("Our Deal Amount", ["5"], "amount", "its name has Deal Amount in it; its values are numbers"),
        ("Step", ["Gewonnen", "Verloren"], "stage", "its values are stages, such as Gewonnen"),
        ("Who", ["Ann Lee", "Max Moore"], "owner_id", "2 of 2 values are users of the other files"),
        ("Who", ["Ann Lee", "Nobody"], None, ""),
        ("When", ["2026-01-01"], None, ""),  # dates, of which there are two
        ("Colour", ["red", "blue"], None, ""),
    ],
)
def test_a_column_is_suggested_by_its_header_and_its_values(
    header: str, values: list[str], column: str | None, reason: str
) -> None:
    """What the evidence is stands in the reason; thin evidence fills nothing in."""
    peek = Peek("deals.csv", [header], {0: Values(values)})
    known = {"users": frozenset({"annlee", "maxmoore"})}

    found = hints.columns("opportunities", peek, known, {0: header}, set())

    enough = {hint.column: hint.reason for hint in found.values() if hint.weight >= hints.ENOUGH}
    assert enough == ({column: reason} if column else {})


def test_two_columns_of_dates_say_nothing_about_which_is_which() -> None:
    """A kind of values alone is named as possible only where it is the only one of its kind."""
    days = Values(["2026-01-01"])

    one = hints.columns("opportunities", Peek("d.csv", ["a"], {0: days}), {}, {0: "a"}, {"created_date"})
    two = hints.columns("opportunities", Peek("d.csv", ["a", "b"], {0: days, 1: days}), {}, {0: "a", 1: "b"}, set())

    assert [hint.column for hint in one.values()] == ["close_date"]
    assert two == {}


def test_spellings_of_one_thing_are_one_group_the_most_frequent_first() -> None:
    """Case, accents, punctuation and the order of words do not part; letters do."""
    counted = {"Existing  Business": 2, "existing-business": 5, "Business, existing": 1, "Existing Businesses": 9}

    assert near.groups(counted) == [
        ["Existing Businesses"],
        ["existing-business", "Existing  Business", "Business, existing"],
    ]


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("ACME Corp.", "Acme Corp", True),
        ("Acme", "Acme Corp", False),
        ("Müller und Söhne", "Mueller und Soehne", True),
        ("Bolt Industries", "Bolt Industrie", False),
        ("A.B.C. Werke", "ABC Werke", True),
        ("Zeta", None, False),
    ],
)
def test_the_nearest_name_says_whether_it_is_beyond_doubt(text: str, name: str | None, sure: bool) -> None:
    """Only what differs in case, accents and punctuation is filled in."""
    known = ["Acme Corp", "Mueller und Soehne", "Bolt Industrie", "ABC Werke"]

    found = near.nearest(text, known)

    assert (found[0], found[2]) == (name, sure) if found else name is None


def test_every_translation_can_be_found_and_means_something() -> None:
    """Each word is written as it is looked up, once in its language; each value is a known word or ends a deal."""
    rows = declared_rows("translations.csv")
    known = {
        word_key(word)
        for export in EXPORTS.values()
        for column in export.columns.values()
        for word in (*column.values, *column.value_synonyms)
    }

    assert [row["word"] for row in rows if row["word"] != near.folded(row["word"])] == []
    assert len({(row["language"], row["of"], row["word"]) for row in rows}) == len(rows)
    values = [row for row in rows if row["of"] == "value"]
    useless = [
        row["word"] for row in values if word_key(row["english"]) not in known and not outcome_of(row["english"])[0]
    ]
    assert useless == []
