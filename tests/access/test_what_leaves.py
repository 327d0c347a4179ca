"""What the server gives to whom: files, addresses of Streamlit's own, connections from other sites."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sightline import audit
from sightline.access.addresses import is_closed
from sightline.access.handed_out import NOT_MADE, Page, in_our_words
from tests.access.conftest import COOKIE_SECRET, EMAILS, Installation
from tests.access.provider import Provider
from tests.access.visitor import Tab, Visitor


@contextmanager
def signed_in(installation: Installation, provider: Provider, who: str) -> Iterator[tuple[Visitor, Tab]]:
    """Somebody who signed in, and their open page with two buttons for a file."""
    provider.says = {"sub": f"sub-{who}", "email": EMAILS[who]}
    visitor = Visitor(installation.start(), COOKIE_SECRET)
    visitor.sign_in()
    with visitor.tab() as tab:
        tab.open("plan_coverage")
        yield visitor, tab
    visitor.http.close()


def test_a_file_is_of_use_to_nobody_but_whom_it_was_handed_to(
    visitor: Visitor, installation: Installation, truthful: Provider
) -> None:
    """Not to who is not signed in, nor to a colleague who is; and a button's mark from another page makes no file.

    Answered as what is not there. With the page the address goes as well.
    """
    with signed_in(installation, truthful, "rep") as (maya, other):
        with signed_in(installation, truthful, "asm") as (grace, page):
            (address,) = page.take(page.files["CSV"])
            forged = {"_streamlit_user": "x"}
            answers = {
                "hers": grace.http.get(address),
                "a part": grace.http.get(address, headers={"range": "bytes=0-3"}),
                "nobody": httpx.get(grace.address + address),
                "nobody, its head": httpx.head(grace.address + address),
                "a forged cookie": httpx.get(grace.address + address, cookies=forged),
                "a colleague": maya.http.get(address),
                "another ending": maya.http.get(address.replace(".csv", ".x")),
                "not there": maya.http.get("/media/0123456789abcdef0123456789abcdef.csv"),
            }
            got = {who: answer.status_code for who, answer in answers.items()}
            hers = dict(grace.http.cookies)
            from_another_page, own = other.take(page.files["Excel"], other.files["CSV"])
        while httpx.get(visitor.address + address, cookies=hers).status_code != 404:  # until it knows of the close
            pass

    assert got == {who: {"hers": 200, "a part": 206}.get(who, 404) for who in answers}
    assert answers["a colleague"].content == answers["not there"].content
    assert answers["hers"].headers["cache-control"] == "no-store"
    assert (from_another_page, bool(own)) == ("", True)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "OPTIONS", "DELETE"])
def test_addresses_of_streamlit_that_no_page_needs_are_closed(visitor: Visitor, method: str) -> None:
    """Figures of the server, uploads, components, programs that look: not there, whoever asks; its health is."""
    closed = [
        "/_stcore/metrics",
        "/_stcore/upload_file/s/f",
        "/_stcore/upload_file/_stcore/health",
        "/_stcore/bidi-components/x/y.js",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/component/x/index.html",
    ]
    got = {path: visitor.http.request(method, path).status_code for path in closed}
    assert got == dict.fromkeys(closed, 404)
    assert all(is_closed(path) for path in ("/_stcore//metrics", "/_stcore/metrics/", "/x/_stcore/metrics"))
    assert visitor.http.get("/_stcore/health").text == "ok"
    assert visitor.http.get("/_stcore/host-config").status_code == 200


def test_every_answer_tells_the_browser_what_a_page_may_do(visitor: Visitor) -> None:
    """Pages, files of the frontend, what is turned away."""
    for path in ("/", "/whitespace", "/favicon.png", "/_stcore/health", "/_stcore/metrics", "/media/x"):
        headers = visitor.http.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://localhost:1", "http://127.0.0.1:1", "http://127.0.0.1"]
)
def test_a_page_of_another_site_gets_no_connection(visitor: Visitor, origin: str | None) -> None:
    """Nor does what does not say where it comes from, which no browser leaves out."""
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(f"ws://{urlsplit(visitor.address).netloc}/_stcore/stream", origin=origin),  # type: ignore[arg-type]
    ):
        pass


def test_a_page_asks_for_nothing_that_ours_do_not_ask_for() -> None:
    """Whoever speaks the protocol cannot empty the caches of all, nor write files on the server."""

    def may(message: BackMsg) -> bool:
        return Page().may_ask({"type": "websocket.receive", "bytes": message.SerializeToString()})

    skills, rows = BackMsg(), BackMsg()
    skills.backend_operation_request.install_skills.SetInParent()
    rows.backend_operation_request.dataframe_chunk.SetInParent()
    assert not any(map(may, (BackMsg(clear_cache=True), BackMsg(set_run_on_save=True), skills)))
    assert all(map(may, (BackMsg(stop_script=True), BackMsg(app_heartbeat=True), rows)))


def test_a_file_that_could_not_be_made_is_answered_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason where the record cannot be written; what else goes over the connection is left as it is."""
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(tmp_path))
    failed, other = ForwardMsg(), ForwardMsg()
    failed.backend_operation_response.request_id = "7"
    failed.backend_operation_response.error_msg = "Failed to generate file for download"
    other.delta.new_element.markdown.body = "Failed to generate file for download"
    said: list[bytes] = []

    async def send(message: Any) -> None:
        said.append(message["bytes"])

    def through(message: ForwardMsg) -> ForwardMsg:
        before = {"type": "websocket.send", "bytes": message.SerializeToString()}
        with ThreadPoolExecutor(1) as apart:
            apart.submit(asyncio.run, in_our_words(send)(before)).result()
        return ForwardMsg.FromString(said[-1])

    answer = through(failed).backend_operation_response
    assert (answer.request_id, answer.error_msg) == ("7", NOT_MADE)
    assert through(other) == other
    (tmp_path / "audit").write_text("in the way")
    audit.record("view", who="ann")
    assert through(failed).backend_operation_response.error_msg == audit.REFUSED
