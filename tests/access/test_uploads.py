"""A file is put onto the server by somebody who may load, from the browser with their page, and by nobody else."""

from collections.abc import Iterator

import pytest

from sightline.access.logins import Logins
from tests.access.conftest import COOKIE_SECRET, EMAILS, Installation, people
from tests.access.provider import Provider
from tests.access.visitor import Tab, Visitor

DROP = "Drop the files you exported"


@pytest.fixture
def come(installation: Installation, truthful: Provider) -> Iterator[object]:
    """A function that signs somebody in and opens Load files; their browser, and their page."""
    opened: list[tuple[Visitor, object]] = []

    def as_(who: str) -> tuple[Visitor, Tab, str]:
        truthful.says = {"sub": f"sub-{who}", "email": EMAILS[who]}
        visitor = Visitor(installation.start(), COOKIE_SECRET)
        visitor.sign_in()
        context = visitor.tab()
        tab = context.__enter__()
        opened.append((visitor, context))
        return visitor, tab, tab.open("load_files")

    yield as_
    for visitor, context in opened:
        context.__exit__(None, None, None)  # type: ignore[attr-defined]
        visitor.http.close()
    installation.publish(people())
    (installation.warehouse / "sign_ins.sqlite").unlink(missing_ok=True)


def put(visitor: Visitor, session: str, method: str = "PUT", **headers: str) -> int:
    """How a file is answered that a browser puts at a page's address."""
    token = visitor.http.cookies.get("_streamlit_xsrf", "")
    sent = {"Origin": visitor.address, "X-Xsrftoken": token} | headers
    given = {"file": ("users.csv", b"user_id\n")} if method == "PUT" else None
    return visitor.http.request(method, f"/_stcore/upload_file/{session}/f", headers=sent, files=given).status_code


def test_an_upload_is_let_in_from_the_page_of_somebody_who_may_load_and_from_nowhere_else(
    installation: Installation, come: object
) -> None:
    """A forged request with their session, a colleague's own page, another site: answered as what is not there."""
    grace, page, said = come("asm")  # type: ignore[operator]
    maya, other, hers = come("rep")  # type: ignore[operator]
    nobody = Visitor(installation.address, COOKIE_SECRET)
    nobody.http.get("/_stcore/health")

    assert (DROP in said, DROP in hers) == (True, False)
    got = {
        "who may load": put(grace, page.session),
        "a colleague with her session": put(maya, page.session),
        "a colleague with her own": put(maya, other.session),
        "nobody with her session": put(nobody, page.session),
        "she, at nobody's session": put(grace, "no-such-session"),
        "she, below a file": put(grace, f"{page.session}/x"),
        "she, from another site": put(grace, page.session, Origin="https://evil.example"),
        "she, from none": put(grace, page.session, Origin=""),
        "she, taking it back": put(grace, page.session, "DELETE"),
    }
    assert got == {who: 204 if who in ("who may load", "she, taking it back") else 404 for who in got}
    nobody.http.close()


@pytest.mark.parametrize("why", ["she left the company", "she signed out elsewhere"])
def test_whoever_may_load_no_more_is_refused_with_the_next_file(
    installation: Installation, come: object, why: str
) -> None:
    """Judged at each request, on a page that stays open too."""
    grace, page, _ = come("asm")  # type: ignore[operator]
    assert put(grace, page.session) == 204

    if why == "she left the company":
        installation.publish(people(asm={"is_active": False}))
    else:
        Logins(installation.warehouse).end("asm")
    assert put(grace, page.session) == 404
