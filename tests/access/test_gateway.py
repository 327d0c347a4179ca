"""Behind a gateway: the header says who it is, and the rules of who may come in are the same."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from websockets.exceptions import InvalidStatus

from sightline import audit
from sightline.audit.reading import lines
from tests.access.conftest import behind_a_gateway, named, people
from tests.access.test_tampering import ALIKE, HOSTILE, SEED, forged
from tests.access.visitor import Visitor, titles
from tests.app.conftest import seal_company

GRANT = """
[[grants]]
person = "Maya@example.com"
sees = "subtree"
target = "asm2"
until = 2099-01-01
reason = "Covers for Tom"

[[auditors]]
person = "asm"
until = 2099-01-01
"""


@pytest.fixture(scope="module")
def gateway_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the warehouse of the company whose people have addresses."""
    folder = tmp_path_factory.mktemp("gateway")
    seal_company(folder / "warehouse", f"gateway-{folder.name}", people())
    return folder


@pytest.fixture(scope="module")
def gateway(gateway_folder: Path) -> Iterator[Visitor]:
    """The app in the mode of a gateway, which calls from this computer."""
    yield from behind_a_gateway(gateway_folder, gateway_folder / "warehouse", GRANT)


def seen(gateway: Visitor, email: str, **query: str) -> str:
    """What reaches whom the gateway passes on with this address in its header."""
    with gateway.tab(**named(email)) as tab:
        return tab.open("exports", **query)


def test_whom_the_gateway_names_sees_their_own_part(gateway: Visitor) -> None:
    """By the address in its header, and signs out where they signed in: at the gateway."""
    said = seen(gateway, "Grace@example.com")
    assert "Grace Hall" in said
    assert "Sign out" not in said


@pytest.mark.parametrize("email", ["eve@example.com", "left@example.com", "two@example.com", ""])
def test_whom_the_gateway_does_not_name_sees_nothing(gateway: Visitor, email: str) -> None:
    """Unknown, gone, named twice, nobody."""
    said = seen(gateway, email)
    assert titles(said) == ["You are not signed in"]
    assert "Nordics" not in said


def test_a_header_without_the_secret_opens_no_page(gateway: Visitor) -> None:
    """Neither a page nor the connection over which pages come."""
    assert gateway.http.get("/", headers={"X-Sightline-Secret": "x"}).status_code == 403
    with pytest.raises(InvalidStatus), gateway.tab(**{"X-Forwarded-Email": "grace@example.com"}):
        pass


def test_a_file_is_of_use_to_whom_the_gateway_names_alone(gateway: Visitor) -> None:
    """The address of a file, asked for in somebody else's name and in nobody's."""
    grace = "grace@example.com"
    with gateway.tab(**named(grace)) as tab:
        tab.open("plan_coverage")
        (address,) = tab.take(tab.files["CSV"])
        got = [
            gateway.http.get(address, headers={"X-Forwarded-Email": who} if who else {}).status_code
            for who in (grace, "maya@example.com", "")
        ]
    assert got == [200, 404, 404]


def test_nobody_looks_through_a_grant_that_was_given_to_somebody_else(gateway: Visitor) -> None:
    """Maya covers for Tom and sees his accounts; her manager does not by looking as her."""
    assert "Maya Lindqvist" in seen(gateway, "maya@example.com")
    assert titles(seen(gateway, "grace@example.com", viewer="rep")) == ["Who is looking?"]


def test_an_auditor_reads_the_record_as_herself_alone_and_that_is_recorded(
    gateway: Visitor, gateway_folder: Path
) -> None:
    """Neither whom she looks as nor who looks as her finds the page; it answers them as one that never was."""
    found = {}
    for email, viewer in (("grace@example.com", ""), ("grace@example.com", "rep"), ("ingrid@example.com", "asm")):
        with gateway.tab(**named(email)) as tab:
            found[email, viewer] = titles(tab.open("audit", **({"viewer": viewer} if viewer else {})))
    used = [line for line in lines(audit.of(gateway_folder / "warehouse"), events=["grant_used"]) if line.who == "asm"]

    assert "Audit" in found.pop(("grace@example.com", ""))
    assert len(found) == 2
    assert not any("Audit" in title for title in found.values())
    assert [line.facts for line in used] == [{"may": "audit", "until": "2099-01-01"}]


def test_what_nobody_s_browser_sends_widens_nothing_over_the_wire_either(gateway: Visitor) -> None:
    """A sample of the addresses and widgets of `test_tampering`, through the server and its connection."""
    rng = random.Random(SEED)
    with gateway.tab(**named("grace@example.com")) as tab:
        tab.run("plan_coverage")
        widgets = [*tab.buttons.values(), "$$ID-0-filter_owner", "no-such-widget"]
        for value in [*rng.sample(HOSTILE, 8), "rep2", "asm2", "A2"]:
            asked = dict.fromkeys(rng.sample([*ALIKE, "day", "by"], 4), value)
            tab.run("plan_coverage", states=forged(rng, widgets), **asked)
        received = b"".join(tab.received)

    assert b"Grace Hall" in received
    assert [one for one in (b"Tom Okafor", b"Aster Pharma", b"Hugo Silva", b"Traceback") if one in received] == []


def test_a_question_is_refused_once_the_viewer_may_no_longer_look(
    gateway_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rerun of a fragment and a callback ask the door without the frame, so the door asks first."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(gateway_folder / "warehouse"))

    def script() -> None:
        import streamlit as st

        from sightline import door

        door.look_as("rep", lambda _: not st.session_state.get("left"))
        st.write(f"{len(door.ask('freshness'))} row")
        st.session_state["left"] = True
        door.ask("freshness")

    app = AppTest.from_function(script, default_timeout=60).run()
    assert [text.value for text in app.markdown] == ["1 row"]
    assert len(app.exception) == 1
