"""Small exports with the verdict that each must get, declared beside them in `expected.toml`.

holds = "what must be so, and why a guess would be wrong"
says = ["a part of the report"]                    # anywhere in it
first = ["a part of its first five lines"]
[files]                                            # what became of a file: its table or status, then
"deals.csv" = "opportunities 3 2 1 0"              # records read, loaded, quarantined, folded
"leads.csv" = "left_aside"
"report.csv" = ["opportunities 3 3 0 0", "opportunity_snapshots 3 2 0 1"]   # a file that also tells a history
[rows]                                             # what is loaded, whole and in order; "" is unknown
"opportunities: opportunity_id, amount" = [["o1", 100.5], ["o2", ""]]
[doubts]                                           # every rule that set a row apart or flagged a cell, and how often
unreadable_amount = 1

Two people and two accounts lie beside each case that brings none of its own.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.exports.drop import ACCOUNTS, USERS, Folder

CORPUS = Path(__file__).with_name("corpus")
CASES = sorted(path.name for path in CORPUS.iterdir())


def plain(value: Any) -> Any:
    """A cell as TOML writes it."""
    return float(value) if isinstance(value, Decimal) else "" if value is None else value


def loaded(folder: Folder, asked: str) -> list[list[Any]]:
    """The rows of a table, as `table: column, column` asks for them."""
    table, columns = asked.split(":", 1)
    return [list(map(plain, row)) for row in folder.rows(f"select {columns} from exports.{table} order by all")]


def fate(folder: Folder, file: str) -> str | list[str]:
    """The table or the status of a file, with its books where it was loaded; one for each table that it gives."""
    fates = folder.rows(
        "select case status when 'loaded' then concat_ws(' ', table_name, records_read, rows_loaded, rows_quarantined,"
        f" rows_folded) else status end from intake.files where file = '{file}' order by table_name"
    )
    return [said for (said,) in fates] if len(fates) > 1 else str(fates[0][0])


@pytest.mark.parametrize("case", CASES)
def test_each_case_gets_its_declared_verdict(folder: Folder, case: str) -> None:
    """Files, rows, doubts and sentences are those that the case declares, and no others."""
    for name, text in (("users.csv", USERS), ("accounts.csv", ACCOUNTS)):
        folder.write(name, text)
    files = sorted(path for path in (CORPUS / case).iterdir() if path.name != "expected.toml")
    for path in files:
        folder.write(path.name, path.read_bytes())
    expected = tomllib.loads((CORPUS / case / "expected.toml").read_text())

    report = folder.load()

    text = report.as_text(1000)
    doubts = "select rule from intake.quarantine union all select rule from intake.flags"
    assert expected["holds"]
    assert set(expected.get("files", ())) <= {path.name for path in files}
    assert {name: fate(folder, name) for name in expected.get("files", {})} == expected.get("files", {})
    assert {asked: loaded(folder, asked) for asked in expected.get("rows", {})} == expected.get("rows", {})
    assert dict(folder.rows(f"select rule, count(*) from ({doubts}) group by all")) == expected.get("doubts", {})
    assert [part for part in expected.get("says", ()) if part not in text] == []
    assert [part for part in expected.get("first", ()) if part not in "\n".join(text.splitlines()[:5])] == []
