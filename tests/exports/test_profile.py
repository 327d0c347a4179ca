"""The mapping profile: what a person says, and what is said back when it makes no sense."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.exports import ExportError, Profile, ProfileError, read_profile
from sightline.exports.profile import FileProfile, writing
from sightline.settings import Settings
from tests.exports.drop import DEAL, DEALS_HEADER, Folder


def test_no_profile_says_nothing(tmp_path: Path) -> None:
    """A folder without a profile is read by what its files say."""
    assert read_profile(tmp_path).of("any.csv").table is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date_ordr = 'day_first'", "date_ordr is not a setting of the profile. Did you mean date_order?"),
        ("date_order = 'day'", "date_order = 'day' is not possible; choose one of 'day_first', 'month_first'."),
        (
            "[files.'a.csv']\ntable = 'opportunity'",
            "opportunity is not a table of the contract. Did you mean opportunities?",
        ),
        ("[files.'a.csv'.columns]\nWorth = 'amuont'", "amuont is not a column of the contract. Did you mean amount?"),
        ("[values.opportunities.typ]\nx = 'new'", "typ is not known in [values.opportunities]. Did you mean type?"),
        ("[fiscal]\nfirst_month = 13", "first_month = 13 is not possible"),
        ("[stages]\nProposal = 'third'", "stages.'Proposal' = 'third' should be a whole number from 0"),
        ("this is no toml", "is not valid TOML"),
    ],
)
def test_a_profile_that_makes_no_sense_names_the_key(tmp_path: Path, text: str, says: str) -> None:
    """One sentence with the nearest name that would be right."""
    (tmp_path / "sightline.toml").write_text(text)

    with pytest.raises(ProfileError) as error:
        read_profile(tmp_path)

    assert says in str(error.value)


def test_a_bad_profile_stops_the_load(company: Folder) -> None:
    """Nothing is loaded on half of a person's word."""
    company.write("sightline.toml", "currncy = 'EUR'\n")

    with pytest.raises(ExportError, match="Did you mean currency"):
        company.load()


def test_the_more_specific_pattern_wins_and_the_whole_fills_in(tmp_path: Path) -> None:
    """What is said of one file goes before what is said of many."""
    (tmp_path / "sightline.toml").write_text(
        "currency = 'EUR'\n[files.'*.csv']\ndate_order = 'day_first'\n[files.'deals*.csv']\ndate_order ="
        " 'month_first'\n"
    )
    profile = read_profile(tmp_path)

    assert profile.of("deals_1.csv").date_order == "month_first"
    assert profile.of("other.csv").date_order == "day_first"
    assert profile.of("deals_1.csv").currency == "EUR"


def test_fiscal_year_and_key_accounts_become_settings(tmp_path: Path) -> None:
    """The profile speaks for its exports over the installation's settings."""
    (tmp_path / "sightline.toml").write_text(
        "[fiscal]\nfirst_month = 7\nnamed_by = 'start'\n[key_accounts]\nrule = 'arr'\nvalue = 50000\n"
    )

    settings = read_profile(tmp_path).settings(Settings())

    assert (settings.fiscal_year_start_month, settings.fiscal_year_named_by) == (7, "start")
    assert (settings.key_account_fallback, settings.key_account_min_arr) == ("arr", 50000)


def test_renames_units_and_currency_are_applied(company: Folder) -> None:
    """The file says `Worth` in millions; the table says amounts in euro."""
    company.write("opportunities.csv", DEALS_HEADER.replace("amount", "Worth") + DEAL)
    company.write(
        "sightline.toml",
        "currency = 'eur'\n[files.'opportunities.csv']\ncolumns = { Worth = 'amount' }\nunits = { amount = 1000000 }\n",
    )

    company.load()

    assert company.rows("select amount, currency from exports.opportunities") == [(100_500_000, "EUR")]
    assert company.rows(
        "select matched_by, note from intake.columns where column_name = 'amount' and table_name = 'opportunities'"
    ) == [("mapping", "times 1000000")]


def test_a_sheet_is_named_as_the_report_prints_it() -> None:
    """Brackets in a name are no pattern."""
    profile = Profile(files=(FileProfile(pattern="X.xlsx [Deals]", table="opportunities"),))

    assert profile.of("X.xlsx [Deals]").table == "opportunities"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
OUTCOMES = st.dictionaries(WORDS, st.sampled_from(["open", "won", "lost"]), max_size=4)
FILES = st.builds(
    FileProfile,
    pattern=WORDS,
    table=st.sampled_from(["accounts", "opportunities", "none"]),
    snapshot_date=st.none() | st.dates(),
    exported_at=st.none() | st.datetimes(),
    day_in_name=st.sampled_from([None, True, False]),
    date_order=st.sampled_from([None, "day_first", "month_first"]),
    decimal_mark=st.sampled_from([None, ".", ","]),
    currency=st.none() | WORDS,
    columns=st.dictionaries(WORDS, st.sampled_from(["amount", "stage", "none"]), max_size=4),
    units=st.dictionaries(st.just("amount"), st.integers(1, 10**9) | st.floats(0.001, 1000)),
    constants=st.dictionaries(st.just("type"), WORDS),
)
PROFILES = st.builds(
    Profile,
    files=st.lists(FILES, max_size=3, unique_by=lambda entry: entry.pattern).map(tuple),
    values=st.dictionaries(st.just(("opportunities", "account_id")), st.dictionaries(WORDS, WORDS, min_size=1)),
    timezone=st.sampled_from([None, "Europe/Berlin"]),
    fiscal=st.sampled_from([{}, {"first_month": 7, "named_by": "start"}]),
    key_accounts=st.sampled_from([{}, {"rule": "arr", "value": 50000}]),
    outcomes=OUTCOMES,
    stages=st.dictionaries(WORDS, st.integers(0, 99), max_size=4),
    managers=st.dictionaries(WORDS, WORDS, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(PROFILES)
def test_a_profile_that_is_written_and_read_again_is_the_same(profile: Profile) -> None:
    """Whatever names files, headers, words and people have: quotes, line ends, brackets, signs that nobody sees."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sightline.toml").write_text(writing.written(profile), encoding="utf-8", newline="")

        assert read_profile(Path(folder)) == profile


def test_a_save_keeps_what_others_saved_and_can_be_taken_back(tmp_path: Path) -> None:
    """Answers go into the file as it is now; undo returns to the text before, comments and all, and back again."""
    text = "# ours\ncurrency = 'EUR'\n"
    (tmp_path / "sightline.toml").write_text(text)

    writing.save(tmp_path, {("outcomes", "Signed"): "won"}, {("outcomes", "Signed"): "said so"})

    profile = read_profile(tmp_path)
    assert (profile.whole.currency, dict(profile.outcomes)) == ("EUR", {"Signed": "won"})
    assert '"Signed" = "won"  # said so\n' in (tmp_path / "sightline.toml").read_text()
    writing.undo(tmp_path)
    assert (tmp_path / "sightline.toml").read_text() == text
    writing.undo(tmp_path)
    assert read_profile(tmp_path) == profile


def test_the_first_save_taken_back_leaves_no_profile(tmp_path: Path) -> None:
    """Where there was none before, there is none again."""
    assert not writing.can_undo(tmp_path)
    writing.save(tmp_path, {("currency",): "EUR"})

    writing.undo(tmp_path)

    assert not (tmp_path / "sightline.toml").exists()


def test_an_answer_that_makes_no_sense_changes_nothing(tmp_path: Path) -> None:
    """The sentence names the nearest that would be right."""
    with pytest.raises(ProfileError, match="Did you mean customer"):
        writing.save(tmp_path, {("values", "accounts", "type", "Kunde"): "custmer"})

    assert list(tmp_path.iterdir()) == []


def test_what_nobody_answered_stands_as_a_comment(tmp_path: Path) -> None:
    """The text is a profile as it stands: a question in it says nothing."""
    place = ("values", "users", "role", "Boss\n[x]")
    text = writing.written(Profile(), reasons={place: "3 rows\nof 4"}, asked={place: ("AE", "ASM")})
    (tmp_path / "sightline.toml").write_text(text)

    assert '# "Boss\\n[x]" = "…"  # AE, ASM; 3 rows of 4' in text
    assert read_profile(tmp_path) == Profile()
