"""All that leaves the server for one person, on every page and right after their manager's manager was there."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline import menu, queries
from sightline.address import ACCOUNT
from sightline.warehouse.versions import Warehouse
from tests.access.conftest import behind_a_gateway, named
from tests.access.visitor import Tab, Visitor

AE, VP = "USR-AE-021", "USR-CRO-01"
_TAIL = 8
IN_A_DEFINITION = {"Ruta Marchetti"}
"""A name in the example of a definition, which a contact of the invented company bears as well."""


@pytest.fixture(scope="module")
def gateway(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The sample company behind a gateway."""
    yield from behind_a_gateway(tmp_path_factory.mktemp("reaches"), sample.path.parent)


def texts_of(sample: Warehouse, viewer: str) -> set[str]:
    """All texts in the rows that somebody may see, by the rules alone and without a page query."""
    found: set[str] = set()
    for noun in queries.layer("visible").values():
        bound = {key: value for key, value in (("viewer", viewer), ("today", dt.date.today())) if f"${key}" in noun.sql}
        rows = sample.connection.cursor().execute(noun.sql, bound).df()
        for name in rows:
            found.update(value for value in rows[name].unique() if isinstance(value, str))
    return found


def canaries(sample: Warehouse, viewer: str) -> list[str]:
    """Texts of the exports that tell a row from others, and stand in no row that somebody may see."""
    columns = sample.connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'exports' and data_type = 'VARCHAR'"
    ).fetchall()
    rare = " union ".join(
        f'select "{column}" from exports.{table} group by 1 having count(*) < 5' for table, column in columns
    )
    found = sample.connection.cursor().execute(f"from ({rare}) as rare(said)").fetchall()
    telling = [said for (said,) in found if said and len(said) >= _TAIL and not said[0].isdigit()]
    return list({*telling} - among(telling, "\0".join(texts_of(sample, viewer)).encode()))


def among(texts: list[str], blob: bytes) -> set[str]:
    """Those of many texts that stand in what was sent; looking for their ends first spares most of the work."""
    ends = {blob[at : at + _TAIL] for at in range(len(blob))}
    return {text for text in texts if text.encode()[-_TAIL:] in ends and text.encode() in blob}


def walked(tab: Tab, gateway: Visitor, email: str, path: str, account: str) -> bytes:
    """All that one page sends to somebody, and its table as a file."""
    tab.received.clear()
    tab.files.clear()
    tab.run(Path(path).stem, **({"account": account} if path == ACCOUNT else {}))
    for address in tab.take(tab.files["CSV"]) if "CSV" in tab.files else []:
        tab.received.add(gateway.http.get(address, headers=named(email)).content)
    return b"\0".join(sorted(tab.received))


def test_nothing_of_a_peer_s_rows_leaves_the_server_for_an_ae(sample: Warehouse, gateway: Visitor) -> None:
    """Every page and table's file by turns with the head of sales: no id, name or text of rows outside one's own.

    The head of sales is sent hundreds of them, so they would be found.
    """
    emails = dict(sample.connection.execute("select user_id, email from exports.users").fetchall())
    own = "select account_id from exports.accounts where owner_id = ? order by 1"
    account = sample.connection.execute(own, [AE]).fetchall()[0][0]
    texts, sent = canaries(sample, AE), {AE: b"", VP: b""}
    with gateway.tab(**named(emails[VP])) as above, gateway.tab(**named(emails[AE])) as below:
        for path in menu.TITLES:
            for who, tab in ((VP, above), (AE, below)):
                sent[who] += walked(tab, gateway, emails[who], path, account)

    assert len(texts) > 10_000
    assert len(among(texts, sent[VP])) > 200
    assert among(texts, sent[AE]) - IN_A_DEFINITION == set()
