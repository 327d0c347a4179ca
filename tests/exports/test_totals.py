"""Lines of totals and customers that are called so."""

import openpyxl
import pytest

from tests.exports.drop import Folder

ACCOUNTS = "account_name,owner_id,type,country,arr\n"
ROWS = "Acme,u1,customer,FR,100\nBolt,u1,customer,DE,250\n"


def names(folder: Folder) -> list[str]:
    """The accounts loaded, by name."""
    return [row[0] for row in folder.rows("select account_name from exports.accounts order by 1")]


@pytest.mark.parametrize(
    "row",
    [
        "Total,u1,customer,FR,5000000\n",
        "Total: Media Group,u1,customer,FR,20\n",
        "Total Energies,,,,5000000\n",
        "Total,,,,5000000\n",
        "Total,,,FR,350\n",
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_a_customer_called_total_is_no_line_of_totals(company: Folder, row: str, last: bool) -> None:
    """Its other cells say something else than sums, wherever it stands."""
    company.write("accounts.csv", ACCOUNTS + (ROWS + row if last else row + ROWS))

    company.load()

    assert names(company) == ["Acme", "Bolt", row.split(",")[0]]


@pytest.mark.parametrize("row", ["Total,,,,350\n", "Grand total,,,,350.00\n", "Total,,,,\n", "\nTotal,,,,350\n"])
def test_a_line_of_sums_is_cut_and_named(company: Folder, row: str) -> None:
    """Its other cells are blank or the sum of their column."""
    company.write("accounts.csv", ACCOUNTS + ROWS + row)

    company.load()

    assert names(company) == ["Acme", "Bolt"]
    [(cut,)] = company.rows("select lines_cut from intake.files where file = 'accounts.csv'")
    assert cut == 1


def test_what_was_cut_stands_in_the_report(company: Folder) -> None:
    """The reason of the file repeats the line."""
    company.write("accounts.csv", ACCOUNTS + ROWS + "Total,,,,350\n")

    assert "cut as lines of totals: 'Total 350'" in company.load().as_text()


def test_subtotals_and_the_total_over_all_are_cut(company: Folder) -> None:
    """A subtotal is the sum of the rows below the one before."""
    company.write(
        "accounts.csv", ACCOUNTS + ROWS + "Subtotal,,,,350\nCura,u1,customer,FR,7\nTotal,,,,7\nTotal,,,,357\n"
    )

    company.load()

    assert names(company) == ["Acme", "Bolt", "Cura"]


def test_blanks_are_filled_from_above_only_between_subtotals(company: Folder) -> None:
    """A sheet with a title and one total below is a list: what is blank in it stays blank."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ["All accounts"],
        [],
        ["owner_id", "account_name", "type", "arr"],
        ["u1", "Acme", "customer", 100],
        [None, "Bolt", "customer", 250],
        ["Total", None, None, 350],
    ]:
        sheet.append(row)
    book.save(company.path / "accounts.xlsx")
    (company.path / "accounts.csv").unlink()

    company.load()

    assert company.rows("select account_name, owner_id from exports.accounts order by 1") == [
        ("Acme", "u1"),
        ("Bolt", None),
    ]
