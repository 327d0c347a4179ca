"""Addresses and widgets that nobody's browser would send: nothing more is shown, and nothing breaks.

Each page is opened by an AE who signed in, with one or more values of its address, or what its widgets say of
themselves, replaced by something else. `TAMPERINGS=400` before pytest tries so many on every page.
"""

import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from sightline import address, menu
from tests.access.conftest import OpenSigned
from tests.app.conftest import seal_company
from tests.app.test_door_by_turns import marked
from tests.conftest import Rows

SEED, MOST, EVERYWHERE = 15, int(os.environ.get("TAMPERINGS", "3")), 100
STREAMLITS_OWN = "This app has encountered an error."
ANN, OWN, PEERS = "ann@example.com", "of-ann", "of-bob"
IDS = {
    "own": ("ann", "a1", "d1", "c1", "pl1"),
    "a peer's": ("bob", "a2", "d2", "c2", "pl2"),
    "above": ("asm", "asm2", "vp"),
    "nobody's": ("zed", "a99", "d99", "c99", "pl99"),
}
"""Ids of the company below: whose account, deal, contact and plan it is goes by odd and even."""

HOSTILE = (
    "", " ", "0", "-1", "1e9", "nan", "null", "None", "true", "[]", "{}", "a1,a2", "['a2']", "%", "_", "*", "?", "\\",
    "' or 1=1 --", '"; drop table marts.accounts; --', "$viewer", "${viewer}", "{{7*7}}", "../../etc/passwd",
    "owner_id", "marts.accounts", "select 1", "operator", "viewer=vp", "&viewer=vp", "#", "\x00", "\x1b[31m",
    "\r\nX: y", "\u202eevil", "a2\u200b", "\uff412", "A2", " a2", "a2 ", "1900-01-01", "9999-12-31", "2026-02-30",
    "2026-13-01", "2026-08-03T00:00:00", "FY99-Q9", "99999999999999999999", "<b>x</b>", "[x](http://x)", "é" * 300,
    "x" * 10_000,
)  # fmt: skip
"""Other types, lists, quotes, control characters, letters without width, days out of range, names of columns, 10 kB."""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company in which each text says whose it is; Ann and Bob have each half of it, under managers of their own."""
    folder = tmp_path_factory.mktemp("tampered")
    tables = marked("v")
    tables["users"] = [{**row, "email": f"{row['user_id']}@example.com"} for row in tables["users"]]
    tables["opportunity_snapshots"] = [whole(row, tables["opportunities"]) for row in tables["opportunity_snapshots"]]
    seal_company(folder, f"tampered-{folder.name}", exports=tables)
    return folder


def whole(snapshot: dict[str, Any], deals: Rows) -> dict[str, Any]:
    """A snapshot that belongs to whose deal it is, so that no deal was ever anybody else's."""
    [owner] = [row["owner_id"] for row in deals if row["opportunity_id"] == snapshot["opportunity_id"]]
    return {**snapshot, "owner_id": owner}


@pytest.fixture
def signed(open_signed: OpenSigned, warehouse: Path) -> AppTest:
    """The app as Ann has it open."""
    return open_signed(warehouse, ANN)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that pages look up in the address, noted as they do."""
    found: set[str] = set()
    given = address.given
    monkeypatch.setattr(address, "given", lambda name: (found.add(name), given(name))[1])
    return found


def opened(app: AppTest, path: str, asked: dict[str, str]) -> bytes:
    """What a page is made of when it is opened at an address; it must not have failed."""
    app.query_params = dict(asked)
    app.switch_page(path).run()
    return drawn(app, asked)


def drawn(app: AppTest, asked: object) -> bytes:
    """What a run drew, which has not failed."""
    assert not app.exception, (asked, app.exception[0].message)
    assert not incidents(app), asked
    return held(app, asked)


def incidents(app: AppTest) -> list[str]:
    """What a page of ours says of itself when it failed."""
    return [error.value for error in app.error if "incident" in error.value]


def held(app: AppTest, asked: object) -> bytes:
    """What was drawn, as bytes without what is made anew in each run. It must not hold anything of Bob's."""
    blob = b"\0".join(element.proto.SerializeToString() for element in app._tree if getattr(element, "proto", None))
    assert PEERS.encode() not in blob, asked
    return re.sub(rb"[0-9a-f]{32}", b"-", blob)


@pytest.mark.parametrize("path", menu.TITLES, ids=lambda path: Path(path).stem)
def test_nothing_in_an_address_widens_what_a_page_shows(signed: AppTest, names: set[str], path: str) -> None:
    """Values of every name that the page looks up, one or several at a time."""
    rng = random.Random(f"{SEED} {path}")
    values = [*HOSTILE, *(one for ids in IDS.values() for one in ids)]
    assert OWN.encode() in opened(signed, path, {}) or path in (address.EXPORTS, address.DEFINITIONS)
    assert names > {*address.NAMES, "deal"}
    for _ in range(MOST):
        known = sorted(names)
        chosen = rng.sample(known, rng.choice([1, 1, 2, len(known)]))
        opened(signed, path, {name: rng.choice(values) for name in chosen})


ALIKE = {
    "account": ("a2", "q2"),
    "ae": ("bob", "zed"),
    "deal": ("d2", "q2"),
    "owner": ("bob", "zed"),
    "person": ("c2", "q2"),
    "team": ("asm2", "qsm2"),
    "viewer": ("vp", "qp"),
}
"""Names in an address that ask for one of something: an id that is not Ann's, and one of nobody."""


@pytest.mark.parametrize("path", menu.TITLES, ids=lambda path: Path(path).stem)
def test_what_is_not_theirs_reads_as_what_is_not_there(signed: AppTest, names: set[str], path: str) -> None:
    """To the byte, but for the id that the link gives itself; what the frame looks up is tried on one page."""
    opened(signed, path, {})
    framed = {*address.NAMES, "deal"} if path != address.ADOPTION and MOST < EVERYWHERE else set()
    for name in sorted((names & ALIKE.keys()) - framed):
        theirs, nobodys = ALIKE[name]
        found = [opened(signed, path, {name: one}) for one in (theirs, nobodys)]
        alike = {one.replace(theirs.encode(), nobodys.encode()) for one in found}
        assert len(alike) == 1, name


def forged(rng: random.Random, ids: list[str]) -> WidgetStates:
    """What a browser says of its widgets, with values of any type put in the place of some."""
    states = WidgetStates()
    for widget in rng.sample(ids, min(len(ids), 3)):
        text, number = rng.choice([*HOSTILE, *IDS["a peer's"]]), rng.choice([-1, 0, 7, 2**31, 2**53])
        values = {
            "string_value": text,
            "int_value": number,
            "double_value": rng.choice([float("nan"), float("inf"), -0.5]),
            "bool_value": True,
            "trigger_value": True,
            "json_value": rng.choice(['{"selection": {"rows": [99], "cells": [[7, "x"]]}}', "[]", "{", "null", text]),
            "bytes_value": text.encode(),
        }
        state = states.widgets.add(id=widget)
        match rng.choice([*values, "texts", "numbers"]):
            case "texts":
                state.string_array_value.data.extend([text, "a2"])
            case "numbers":
                state.int_array_value.data.extend([number, number])
            case kind:
                setattr(state, kind, values[kind])
    return states


def widgets(app: AppTest) -> list[str]:
    """The ids of all that a page lets one set, as its browser knows them, but for signing out, which ends every tab."""
    protos = [element.proto for element in app._tree if getattr(element, "proto", None)]
    ids = {getattr(proto, "id", "") for proto in protos if getattr(proto, "label", "") != "Sign out"}
    return sorted(one for one in ids if isinstance(one, str) and one.startswith("$$ID"))


@pytest.mark.parametrize("path", menu.TITLES, ids=lambda path: Path(path).stem)
def test_nothing_a_widget_says_of_itself_widens_what_a_page_shows(
    open_signed: OpenSigned, warehouse: Path, path: str
) -> None:
    """Values of other types, out of range, of others.

    What no widget of ours could say is answered with one sentence, of the page or of Streamlit, and without a reason.
    """
    rng = random.Random(f"{SEED} {path}")
    app, drawn_whole = open_signed(warehouse, ANN), 0
    opened(app, path, {})
    ids = widgets(app)
    assert len(ids) > 5
    for _ in range(MOST):
        states = forged(rng, ids)
        app._run(states)
        held(app, states)
        for one in app.exception:
            assert (one.message[:35].strip(), list(one.proto.stack_trace)) == (STREAMLITS_OWN, []), states
        is_whole = not (app.exception or incidents(app))
        drawn_whole += is_whole
        if not is_whole:
            app = open_signed(warehouse, ANN)
            opened(app, path, {})
    assert drawn_whole > 0 or MOST < EVERYWHERE  # each of a few may be one that no widget of ours could say
