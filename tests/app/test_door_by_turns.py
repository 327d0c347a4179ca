"""The door's memory: whoever asked what before, each gets what they would get of a door that remembers nothing."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pandas as pd
import pytest
import streamlit as st

from sightline import door, queries
from sightline.settings import Grant, Settings
from tests.app.conftest import seal_company
from tests.conftest import AS_OF, Rows
from tests.organisation import account, person, plan
from tests.test_access import dealings

VERSIONS, DAYS = ("first", "second"), (AS_OF, AS_OF + dt.timedelta(days=1))
PEOPLE = ("vp", "asm", "ann", "bob", "sue")
SEED, TURNS, QUESTIONS = 15, 2000, 100


class Turn(NamedTuple):
    """One question by one person of one version on one day."""

    name: str
    viewer: str
    version: str
    day: dt.date


def marked(version: str) -> dict[str, Rows]:
    """A company in which each text says whose it is and of which version."""
    users = [
        person("vp", "VP", None),
        person("asm", "ASM", "vp"),
        person("asm2", "ASM", "vp"),
        person("ann"),
        person("bob", manager="asm2"),
        person("sue", "SA", "vp"),
    ]
    accounts = [account(f"a{n}", "ann" if n % 2 else "bob", arr=1000 + n) for n in range(12)]
    plans = [plan(f"pl{n}", row["account_id"], row["owner_id"]) for n, row in enumerate(accounts)]
    tables = {"users": users, "accounts": accounts, "account_plans": plans}
    tables |= dealings(random.Random(SEED), accounts, ["ann", "bob"])
    owners = {row["account_id"]: row["owner_id"] for row in accounts}
    texts = {"accounts": ("account_name",), "contacts": ("full_name", "title"), "opportunities": ("name", "next_step")}
    for name, columns in texts.items():
        for row in tables[name]:
            row |= dict.fromkeys(columns, f"of-{owners[row['account_id']]}-{version} {row['account_id']}")
    for row in tables["opportunities"]:
        row["owner_id"] = owners[row["account_id"]]
    for row in tables["opportunity_snapshots"]:
        row["owner_id"] = "ann" if int(row["opportunity_id"][1:]) % 2 else "bob"
    return tables


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both versions in one folder; sue helps out until the first of the days."""
    folder = tmp_path_factory.mktemp("turns")
    grant = Grant(person="sue", sees="account", until=DAYS[0], reason="helps out", target="a1")
    for version in VERSIONS:
        seal_company(folder, f"{folder.name}-{version}", settings=Settings(grants=(grant,)), exports=marked(version))
    return folder


@pytest.fixture
def folder(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder behind the door, and a session of its own."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folders))
    st.session_state.clear()
    yield folders
    st.session_state.clear()


def turns() -> list[Turn]:
    """For a hundred page queries two turns that differ in one thing, drawn again and again in any order."""
    rng, pool = random.Random(SEED), []
    for name in rng.sample([name for name, query in queries.layer("pages").items() if not query.is_step], QUESTIONS):
        one = Turn(name, rng.choice(PEOPLE), rng.choice(VERSIONS), rng.choice(DAYS))
        changes: list[dict[str, Any]] = [
            {"viewer": rng.choice([who for who in PEOPLE if who != one.viewer])},
            {"version": VERSIONS[one.version == VERSIONS[0]]},
            {"viewer": "sue", "day": DAYS[one.day == DAYS[0]]},
        ]
        changed = rng.choice(changes)
        pool += [one._replace(viewer="sue") if "day" in changed else one, one._replace(**changed)]
    return pool + rng.choices(pool, k=TURNS - len(pool))


def text(rows: pd.DataFrame) -> str:
    """An answer's rows, in any order where the query promises none."""
    return "\n".join(sorted(rows.to_csv(index=False).splitlines()))


def test_nobody_is_answered_what_somebody_else_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand turns of five people, two versions and two days: not one answer is another's.

    Each is what is answered without any memory, and no text of a peer or of the other version is in it.
    """
    known: dict[Turn, tuple[pd.DataFrame, str]] = {}
    wrong, leaks, marks = [], [], 0
    for turn in turns():
        version = f"{folder.name}-{turn.version}"
        st.session_state["warehouse_version"] = version
        monkeypatch.setattr(door, "dt", SimpleNamespace(date=SimpleNamespace(today=lambda turn=turn: turn.day)))
        door.look_as(turn.viewer)
        answer = door.ask(turn.name)
        if turn not in known:
            connection = door._opened(version).connection
            known[turn] = answer, text(queries.run(connection, turn.name, viewer=turn.viewer, today=turn.day))
        told = door.made(text, turn.name)
        if not (answer.equals(known[turn][0]) and told == known[turn][1]):
            wrong.append(turn)
        foreign = {f"-{version} " for version in VERSIONS if version != turn.version}
        foreign |= {f"of-{peer}-" for peer in ("ann", "bob") if {peer, turn.viewer} == {"ann", "bob"}}
        leaks += [turn for mark in foreign if mark in told]
        marks += f"-{turn.version} " in known[turn][1]

    assert (wrong, leaks) == ([], [])
    assert marks > TURNS / 10  # and there was something to leak
