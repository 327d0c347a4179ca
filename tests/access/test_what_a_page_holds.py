"""What a page holds for an AE, in this process: its texts, tables, pictures, choices and files, read as bytes.

`test_what_reaches_whom` reads what leaves a server for the same person; this one says within a second, page by page,
which of them asked for more than is the viewer's.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sightline import menu
from sightline.address import ACCOUNT, ONE_ON_ONE
from sightline.warehouse.versions import Warehouse
from tests.access.conftest import OpenSigned

pytest_plugins = ["tests.app.conftest"]

AE, PEER, ASM = "USR-AE-021", "USR-AE-001", "USR-ASM-01"
VIEWERS = dict.fromkeys(menu.TITLES, AE) | {ONE_ON_ONE: ASM}
"""Who opens each page: an AE has nobody to sit down with."""

_SEES = "select account_id from marts.account_access where viewer_id = $viewer"
_WORKS = "select person_id from marts.subtree_access where viewer_id = $viewer"
_NAMES = """
with named as (select person_id from marts.person_access where viewer_id = $viewer)
select person_id from named
union select manager_id from exports.users where user_id in (from named) and manager_id is not null
"""
"""Who is seen by name, and whoever leads them: their team is called so."""
STRANGE = f"""
select account_id from exports.accounts where account_id not in ({_SEES})
union select account_name from exports.accounts where account_id not in ({_SEES})
union select contact_id from exports.contacts where account_id not in ({_SEES})
union select plan_id from exports.account_plans where account_id not in ({_SEES})
union select user_id from exports.users where user_id not in ({_NAMES})
union select full_name from exports.users where user_id not in ({_NAMES})
and full_name not in (select full_name from exports.contacts)
union select opportunity_id from exports.opportunities
where account_id not in ({_SEES}) and owner_id not in ({_WORKS})
and opportunity_id not in (select opportunity_id from exports.opportunity_snapshots where owner_id in ({_WORKS}))
"""
"""Ids and names of what is not the viewer's, nor stands on an account or a day of theirs."""

ASKED = """
select
    (select email from exports.users where user_id = $viewer),
    (select min(account_id) from exports.accounts where owner_id = $own),
    (select min(account_id) from exports.accounts where owner_id = $peer),
    (select min(opportunity_id) from exports.opportunities where owner_id = $peer)
"""
"""The viewer's address, an account of the AE, and an account and a deal of a peer."""


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What every download button gave, each clicked as soon as it is drawn, and unpacked."""
    taken: list[bytes] = []

    def click(label: str, data: Callable[[], bytes], **_: Any) -> bool:
        taken.extend(unpacked(data()))
        return False

    monkeypatch.setattr(st, "download_button", click)
    return taken


def unpacked(content: bytes) -> Iterator[bytes]:
    """A file, or the parts of a workbook."""
    if content[:2] != b"PK":
        yield content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        yield from (opened.read(name) for name in opened.namelist())


def held(app: AppTest) -> bytes:
    """Every element of the page as the bytes that are sent of it, blocks with their labels among them."""
    return b"\0".join(element.proto.SerializeToString() for element in app._tree if getattr(element, "proto", None))


def said(strange: set[str], blob: bytes) -> set[str]:
    """Which of these stand in the bytes as a word of their own."""
    letters = "".join(
        letter if letter.isalnum() or letter in "-_" else " " for letter in blob.decode("utf-8", "replace")
    )
    words = set(letters.split())
    return {one for one in strange if (one in words if " " not in one else one in blob.decode("utf-8", "replace"))}


@pytest.mark.parametrize("path", menu.TITLES, ids=lambda path: Path(path).stem)
def test_a_page_and_its_files_hold_nothing_of_a_peer(
    open_signed: OpenSigned, sample: Warehouse, sample_folder: Path, files: list[bytes], path: str
) -> None:
    """Not by asking for it in the link either: the peer, their account, their AE."""
    viewer = VIEWERS[path]
    rows = sample.connection.cursor()
    strange = {str(one) for (one,) in rows.execute(STRANGE, {"viewer": viewer}).fetchall() if one}
    email, own, peers, deal = rows.execute(ASKED, {"viewer": viewer, "own": AE, "peer": PEER}).fetchall()[0]
    app = open_signed(sample_folder, email)
    for asks in (
        ({"account": own}, {"account": peers}) if path == ACCOUNT else ({}, {"owner": PEER, "ae": PEER, "deal": deal})
    ):
        app.query_params.update(asks)
        app.switch_page(path).run()
        assert not app.exception
        blob = held(app) + b"\0".join(files)
        assert said(strange, blob) - set(asks.values()) == set(), asks
    assert len(strange) > 5000
    assert len(blob) > 5000
