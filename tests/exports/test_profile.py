"""The mapping profile: what a person says, and what is said back when it makes no sense."""

from pathlib import Path

import pytest

from sightline.exports import ExportError, Profile, ProfileError, read_profile
from sightline.exports.profile import FileProfile
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
