"""One cell at a time: what people write, and what it means."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sightline.exports.converting import cells
from sightline.exports.converting.fiscal import first_day
from sightline.exports.profile import DateOrder, DecimalMark
from tests.exports.drop import DEAL, DEALS_HEADER, Folder


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1054.0", None, "1054.0"),
        ("1.03444E11", None, "103444000000"),
        ("$21,000.00", None, "21000.00"),
        ("$21,000", ".", "21000"),
        ("€1.250,00", None, "1250.00"),
        ("1.250,50", None, "1250.50"),
        ("(1,250.00)", None, "-1250.00"),
        ("USD 10,000.00", None, "10000.00"),
        ("45k", None, "45000"),
        ("1.2M", None, "1200000"),
        ("1'250", None, "1250"),
        ("1\u00a0250,5", None, "1250.5"),
        ("75%", None, "75"),
        ("12-", None, "-12"),
        ("$(1,250.00)", None, "-1250.00"),
        ("($1,250.00)", None, "-1250.00"),
        ("$-5", None, "-5"),
        ("-$5", None, "-5"),
        ("€ -1.250,00", None, "-1250.00"),
        ("1 250 000", None, "1250000"),
        ("1 250,50 €", None, "1250.50"),
        ("TBD 100", None, None),
        ("100 200", None, None),
        ("5 USD 6", None, None),
        ("1.250", ".", "1.250"),
        ("1.250", ",", "1250"),
        ("1,250,000", None, "1250000"),
        ("1.250", None, None),
        ("NaN", None, None),
        ("inf", None, None),
        ("1e999", None, None),
        ("12,34,56", ".", None),
        ("twelve", None, None),
        ("", None, None),
    ],
)
def test_a_written_amount_means_one_number_or_none(text: str, mark: DecimalMark | None, number: str | None) -> None:
    """Currency, groups, accounting negatives, percent and k/M are read; what is open or endless is not."""
    assert cells.parse_number(text, mark) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2026-08-03", None, "2026-08-03 00:00:00"),
        ("03/08/2026", "day_first", "2026-08-03 00:00:00"),
        ("03/08/2026", "month_first", "2026-03-08 00:00:00"),
        ("25/12/2026", None, "2026-12-25 00:00:00"),
        ("05/05/2026", None, "2026-05-05 00:00:00"),
        ("03/08/2026", None, None),
        ("11/12/2026", None, None),
        ("12/11/2026", None, None),
        ("3/5/2026 2:15 PM", "month_first", "2026-03-05 14:15:00"),
        ("02/23/26 08:55 PM", "month_first", "2026-02-23 20:55:00"),
        ("3/5/2026 12:15 AM", "month_first", "2026-03-05 00:15:00"),
        ("01/02/69", "day_first", "2069-02-01 00:00:00"),
        ("01/02/70", "day_first", "1970-02-01 00:00:00"),
        ("14-Jul-2026", None, "2026-07-14 00:00:00"),
        ("July 14, 2026", None, "2026-07-14 00:00:00"),
        ("20260814", None, "2026-08-14 00:00:00"),
        ("2026-08-03T10:00:00.000+0000", None, "2026-08-03 10:00:00+00:00"),
        ("1767225600000", None, "2026-01-01 00:00:00+00:00"),
        ("0001-01-01", None, "0001-01-01 00:00:00"),
        ("9999-12-31", None, "9999-12-31 00:00:00"),
        ("31/31/2026", "day_first", None),
        ("2026-13-01", None, None),
        ("soon", None, None),
    ],
)
def test_a_written_date_means_one_moment_or_none(text: str, order: DateOrder | None, moment: str | None) -> None:
    """Styles of tools and locales are read; a date that depends on an unknown order is not."""
    found = cells.parse_moment(text, order)

    assert (str(found) if found else None) == moment


@pytest.mark.parametrize(
    ("label", "start"),
    [
        ("2025-Q3", dt.date(2024, 8, 1)),
        ("FY2025 Quarter 1", dt.date(2024, 2, 1)),
        ("2024 4", dt.date(2023, 11, 1)),
        ("Q2 FY26", dt.date(2025, 5, 1)),
        ("later", None),
    ],
)
def test_a_fiscal_label_names_the_first_day_of_its_quarter(label: str, start: dt.date | None) -> None:
    """With years from February, named by their end."""
    assert first_day(label, 2, "end") == start


def deal(**cells_of_row: str) -> str:
    """One deal with some cells replaced."""
    names = DEALS_HEADER.strip().split(",")
    values = dict(zip(names, DEAL.strip().split(","), strict=True)) | cells_of_row
    return ",".join(f'"{values[name]}"' for name in names) + "\n"


def test_an_amount_that_is_no_number_sets_its_row_apart(company: Folder) -> None:
    """NaN, infinity and words cost the row; sums reconcile over the rest to the cent."""
    bad = "".join(deal(opportunity_id=f"x{n}", amount=text) for n, text in enumerate(["NaN", "inf", "1e999", "lots"]))
    company.write("opportunities.csv", DEALS_HEADER + deal() + bad + deal(opportunity_id="o2", amount="0.10"))

    report = company.load()

    assert company.books("opportunities.csv") == (6, 2, 4, 0)
    assert company.rules("quarantine") == [("unreadable_amount", "amount", line) for line in (3, 4, 5, 6)]
    assert company.rows(
        "select amount_read, amount_loaded, amount_quarantined from intake.money where column_name = 'amount'"
    ) == [(Decimal("100.60"), Decimal("100.60"), Decimal("0.00"))]
    message = company.rows("select message, raw_record from intake.quarantine where line_number = 6")[0]
    assert message == (
        "opportunities.csv, line 6: amount is 'lots', which is no amount;"
        " correct it or leave it empty in the source and export again",
        deal(opportunity_id="x3", amount="lots").strip(),
    )
    assert report.exit_code == 1


def test_a_required_date_that_cannot_be_read_sets_its_row_apart(company: Folder) -> None:
    """An optional one is flagged instead, and counts as unknown."""
    company.write(
        "opportunities.csv",
        DEALS_HEADER.strip()
        + ",closed_date\n"
        + deal(close_date="soon").strip()
        + ",\n"
        + deal(opportunity_id="o2").strip()
        + ",never\n",
    )

    company.load()

    assert company.rules("quarantine") == [("unreadable_date", "close_date", 2)]
    assert ("unreadable_cell", "closed_date", 3) in company.rules("flags")
    assert company.rows("select closed_date from exports.opportunities") == [(None,)]


def test_dates_that_cannot_be_true_are_flagged_and_kept(company: Folder) -> None:
    """Year 1 and year 9999 are loaded as they stand."""
    company.write(
        "opportunities.csv",
        DEALS_HEADER + deal(close_date="0001-01-01") + deal(opportunity_id="o2", close_date="9999-12-31"),
    )

    company.load()

    assert company.rules("flags") == [("implausible_date", "close_date", 2), ("implausible_date", "close_date", 3)]
    assert company.rows("select cast(close_date as varchar) from exports.opportunities order by 1") == [
        ("0001-01-01",),
        ("9999-12-31",),
    ]


def test_blanks_in_required_columns_are_flagged_and_loaded(company: Folder) -> None:
    """A deal without a close date or owner is a deal."""
    company.write("opportunities.csv", DEALS_HEADER + deal(close_date="", owner_id="N/A"))

    company.load()

    assert company.rules("flags") == [("blank_required", "close_date", 2), ("blank_required", "owner_id", 2)]


def test_unknown_words_are_flagged_and_kept(company: Folder) -> None:
    """Known words become ours whatever their case; an unknown one stays as it is, and the profile can map it."""
    company.write(
        "opportunities.csv",
        DEALS_HEADER
        + deal(type="New Business", forecast_category="BEST CASE")
        + deal(opportunity_id="o2", type="Swap"),
    )

    company.load()

    assert company.rows("select type, forecast_category from exports.opportunities order by opportunity_id") == [
        ("new", "best_case"),
        ("Swap", "commit"),
    ]
    assert company.rules("flags") == [("unknown_value", "type", 3)]

    company.write("sightline.toml", '[values.opportunities.type]\nSwap = "expansion"\n')
    company.load()

    assert company.rows("select type from exports.opportunities where opportunity_id = 'o2'") == [("expansion",)]
    assert company.rules("flags") == []


def test_every_spelling_of_nothing_is_null_and_na_is_a_region(company: Folder) -> None:
    """`NA` is nothing in every column but regions."""
    company.write(
        "accounts.csv",
        "account_id,account_name,owner_id,type,region,industry,employees\n"
        "a1,Acme,u1,customer,NA,NA,-1\na2,Bolt,#N/A,prospect,[Blank],-,000000000000000AAA\n",
    )

    company.load()

    assert company.rows("select owner_id, region, industry, employees from exports.accounts order by account_id") == [
        ("u1", "NA", None, None),
        (None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("yes", "no"), [("true", "false"), ("TRUE", "FALSE"), ("1", "0"), ("1", ""), ("Yes", "No"), ("x", "off")]
)
def test_booleans_of_every_style_are_read(company: Folder, yes: str, no: str) -> None:
    """A column that says 1 or nothing means no by nothing."""
    company.write("opportunities.csv", DEALS_HEADER + deal(is_closed=yes) + deal(opportunity_id="o2", is_closed=no))

    company.load()

    assert company.rows("select is_closed from exports.opportunities order by opportunity_id") == [(True,), (False,)]


def test_the_decimal_mark_is_decided_by_its_column(company: Folder) -> None:
    """One amount with cents settles what 1.250 means in the same column."""
    company.write(
        "opportunities.csv",
        DEALS_HEADER
        + deal(amount="1.250")
        + deal(opportunity_id="o2", amount="1.000,25")
        + deal(opportunity_id="o3", amount="12"),
    )

    company.load()

    assert company.rows("select amount from exports.opportunities order by opportunity_id") == [
        (Decimal("1250.00"),),
        (Decimal("1000.25"),),
        (Decimal("12.00"),),
    ]


@pytest.mark.parametrize(
    "style", ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%S.000Z", "%Y/%m/%d", "%m/%d/%y"]
)
def test_the_date_order_is_decided_once_for_the_whole_file(company: Folder, style: str) -> None:
    """A day over twelve anywhere in the file settles every date in it."""
    one, two = dt.date(2026, 4, 1).strftime(style), dt.date(2026, 1, 25).strftime(style)
    company.write("opportunities.csv", DEALS_HEADER + deal(close_date=one, created_date=two))

    company.load()

    assert company.rows("select close_date, created_date from exports.opportunities") == [
        (dt.date(2026, 4, 1), dt.date(2026, 1, 25))
    ]


def test_dates_that_contradict_each_other_are_asked(company: Folder) -> None:
    """A file with 25/12 and 12/25 is refused, naming one of each."""
    company.write("opportunities.csv", DEALS_HEADER + deal(close_date="25/12/2026", created_date="12/24/2026"))

    company.load()

    assert "contradict" in company.status("opportunities.csv")[1]


@pytest.mark.parametrize("evening", ["2026-08-31T23:30:00.000Z", "31 Aug 2026 11:30 PM UTC"])
def test_moments_are_cut_to_days_in_the_organisations_zone(company: Folder, evening: str) -> None:
    """Half past eleven in the evening UTC is the next day in Berlin, whoever reads the cell."""
    from sightline.settings import Settings

    company.write(
        "opportunities.csv",
        DEALS_HEADER + deal(close_date=evening, created_date="2026-08-31 23:30:00"),
    )

    company.load(Settings(timezone="Europe/Berlin"))

    assert company.rows("select close_date, created_date from exports.opportunities") == [
        (dt.date(2026, 9, 1), dt.date(2026, 8, 31))
    ]


@pytest.mark.parametrize(
    ("cell", "is_said"),
    [
        ("2026-08-31T23:30:00.000Z", True),
        ("2026-08-31 23:30:00+02", True),
        ("31 Aug 2026 11:30 PM UTC", True),
        ("2026-08-31T23:30:00-0500", True),
        ("2026-08-31 23:30:00", False),
        ("2026-08-31", False),
    ],
)
def test_an_offset_without_the_time_zone_of_the_organisation_flags_the_file(
    company: Folder, cell: str, is_said: bool
) -> None:
    """Once per file, naming the setting; nobody is flagged who said which zone it is, UTC included."""
    from sightline.settings import Settings

    company.write(
        "opportunities.csv", DEALS_HEADER + deal(close_date=cell) + deal(opportunity_id="o2", close_date=cell)
    )

    def flags(settings: Settings) -> list[Any]:
        company.load(settings)
        return company.rows("select column_name, message from intake.flags where rule = 'zone_not_said'")

    found = flags(Settings())
    assert [column for column, _ in found] == (["close_date"] if is_said else [])
    assert all("2 of its cells" in message and "timezone = " in message for _, message in found)
    assert flags(Settings(timezone="UTC")) == []


def test_probability_is_a_percentage_whatever_the_scale_of_the_file(company: Folder) -> None:
    """A column within 0 and 1 says shares; they are loaded as percent."""
    header = DEALS_HEADER.strip() + ",probability\n"
    company.write("opportunities.csv", header + deal().strip() + ",0.4\n" + deal(opportunity_id="o2").strip() + ",1\n")

    company.load()

    assert company.rows("select probability from exports.opportunities order by opportunity_id") == [(40,), (100,)]


def currencies(company: Folder, *amounts: str, header: str = "", cell: str = "") -> list[str | None]:
    """The currencies of deals with these amounts; `header` and `cell` add a column."""
    lines = [f'o{n},Deal {n},a1,u1,Proposal,2026-09-30,"{amount}"{cell}' for n, amount in enumerate(amounts)]
    header = f"opportunity_id,name,account_id,owner_id,stage,close_date,amount{header}"
    company.write("opportunities.csv", "\n".join([header, *lines]) + "\n")
    company.load()
    return [row[0] for row in company.rows("select currency from exports.opportunities order by opportunity_id")]


def test_a_sign_or_code_in_the_amount_is_the_currency_of_its_row(company: Folder) -> None:
    """Without a column of its own; where a file has one sign, its plain amounts are of that currency too."""
    assert currencies(company, "$100", "€100", "¥100", "SEK 100", "C$ 1") == ["USD", "EUR", "JPY", "SEK", "CAD"]
    assert currencies(company, "€100", "100") == ["EUR", "EUR"]


def test_a_plain_amount_among_several_currencies_is_flagged(company: Folder) -> None:
    """Nobody can tell which one it is of."""
    assert currencies(company, "$100", "€100", "100") == ["USD", "EUR", None]
    assert company.rules("flags").count(("currency_missing", "amount", 4)) == 1


def test_a_sign_that_contradicts_the_currency_column_is_flagged(company: Folder) -> None:
    """The column is taken; a dollar sign contradicts no other dollar; a constant of the profile is checked too."""
    assert currencies(company, "$100", "€100", header=",currency", cell=",EUR") == ["EUR", "EUR"]
    assert [rule for rule in company.rules("flags") if rule[0] == "currency_conflict"] == [
        ("currency_conflict", "amount", 2)
    ]
    assert currencies(company, "$100", header=",currency", cell=",CAD") == ["CAD"]
    assert "currency_conflict" not in {rule for rule, *_ in company.rules("flags")}
    company.write("sightline.toml", 'currency = "EUR"\n')
    assert currencies(company, "£100") == ["EUR"]
    assert "currency_conflict" in {rule for rule, *_ in company.rules("flags")}


def test_a_very_large_amount_fits(company: Folder) -> None:
    """Twenty-five thousand million, written out or short."""
    assert currencies(company, "25000000000", "25bn")
    assert company.rows("select sum(amount) from exports.opportunities") == [(Decimal("50000000000.00"),)]
