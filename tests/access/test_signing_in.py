"""Signing in against a provider that answers over HTTP, as honestly or as falsely as a test wants it to."""

import json
import time
from typing import Any

import httpx
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.access.conftest import COOKIE_SECRET, EMAILS, Installation, people
from tests.access.provider import CLIENT, Provider
from tests.access.visitor import Visitor, titles

SIGN_IN, TURNED_AWAY = ["Sign in to Sightline"], ["You are not signed in"]


def reasons(installation: Installation) -> list[object]:
    """Why people were turned away, in order."""
    return [line["facts"]["reason"] for line in installation.record() if line["event"] == "login_denied"]


def kept_cookie(provider: Provider, secret: str = COOKIE_SECRET, **claims: Any) -> str:
    """What the browser keeps of a sign-in, with these claims in it."""
    now = int(time.time())
    user = {
        "iss": provider.url, "aud": CLIENT, "sub": "sub-asm", "email": EMAILS["asm"], "email_verified": True,
        "iat": now, "exp": now + 3600, "nonce": "n", "is_logged_in": True, "provider": "default", **claims,
    }  # fmt: skip
    return create_signed_value(secret, "_streamlit_user", json.dumps(user)).decode()


def test_whoever_signs_in_sees_their_own_part_and_is_led_to_the_page_they_had_asked_for(
    visitor: Visitor, installation: Installation
) -> None:
    """Nothing of the company before, the page and its filters after, and one line in the record."""
    before = visitor.sees("whitespace", region="North")
    back = visitor.sign_in("/whitespace?region=North")
    after = visitor.sees("whitespace", region="North")

    assert titles(before) == SIGN_IN
    assert "Nordics" not in before
    assert back.headers["location"] == "/whitespace?region=North"
    assert titles(after) == ["Whitespace"]
    assert "Grace Hall (ASM, Nordics)" in after
    assert "North ✕" in after
    assert "Tom Okafor" not in after
    assert [line["event"] for line in installation.record()][-1:] == ["login"]


@pytest.mark.parametrize(
    "left", ["//evil.example/", "/\\evil.example", "https://evil.example/x", "/" + "x" * 2001], ids=lambda one: one[:20]
)
def test_nobody_is_led_away_after_signing_in(visitor: Visitor, left: str) -> None:
    """The way back leads to a page of this server or to its first page."""
    there = visitor.leave_for_provider()
    referer = left if left.startswith("https") else visitor.address + left
    there = visitor.http.get(there.request.url, headers={"referer": referer})
    back = visitor.http.get(httpx.get(there.headers["location"]).headers["location"])
    assert back.headers["location"] == "/"


FORGED = {
    "the issuer is another": {"iss": "http://127.0.0.1:1"},
    "the audience is another": {"aud": "other"},
    "the nonce is another": {"nonce": "other"},
    "there is no nonce": {"nonce": None},
    "it has expired": {"iat": 1, "exp": 2},
}
"""Tokens that the provider signs, and that are not what was asked for."""


@pytest.mark.parametrize("says", FORGED.values(), ids=FORGED)
def test_a_token_that_is_not_what_was_asked_for_signs_nobody_in(
    visitor: Visitor, installation: Installation, truthful: Provider, says: dict[str, Any]
) -> None:
    """Judged when the provider's answer arrives: a page says so, nothing is kept, a line is written."""
    truthful.says, before = says, len(reasons(installation))
    answer = visitor.sign_in()

    assert answer.status_code == 403
    assert "nobody was signed in" in answer.text
    assert reasons(installation)[before:] == ["callback"]
    assert titles(visitor.sees()) == SIGN_IN


UNPROVEN = {
    "the address is not verified": ({"email_verified": False}, "unverified_email"),
    "nobody says whether it is": ({"email_verified": None}, "unverified_email"),
    "there is no address": ({"email": None}, "no_email"),
    "a letter is Cyrillic": ({"email": "gr\u0430ce@example.com"}, "unknown_person"),
    "letters are full-width": ({"email": "\uff47race@example.com"}, "unknown_person"),
    "there is a part after a plus": ({"email": "grace+x@example.com"}, "unknown_person"),
    "nobody has this address": ({"email": "eve@example.com"}, "unknown_person"),
    "they have left": ({"email": "left@example.com", "sub": "sub-left"}, "inactive"),
    "two people have it": ({"email": "two@example.com", "sub": "sub-two"}, "duplicate_email"),
}
"""What an honest provider may say of somebody who may not come in, and the reason in the record."""


@pytest.mark.parametrize(("says", "reason"), UNPROVEN.values(), ids=UNPROVEN)
def test_whom_the_provider_does_not_prove_sees_a_page_that_says_why(
    visitor: Visitor, installation: Installation, truthful: Provider, says: dict[str, Any], reason: str
) -> None:
    """Judged before the first question; the record names the reason."""
    truthful.says = says
    visitor.sign_in()
    said = visitor.sees("adoption")

    assert titles(said) == TURNED_AWAY
    assert "Nordics" not in said
    assert reasons(installation)[-1] == reason


def test_capitals_in_an_address_mean_the_same(visitor: Visitor, truthful: Provider) -> None:
    """A to Z alone: no other letter has a capital that is sure to be the same."""
    truthful.says = {"email": "Grace@Example.COM"}
    visitor.sign_in()
    assert "Grace Hall" in visitor.sees("exports")


def test_somebody_else_s_address_under_another_account_is_nobody(
    visitor: Visitor, installation: Installation, truthful: Provider
) -> None:
    """The first sign-in binds the provider's account to the person, until an operator releases it."""
    visitor.sign_in()
    assert "Grace Hall" in visitor.sees("exports")

    truthful.says = {"sub": "sub-eve"}
    visitor.sign_in()
    assert titles(visitor.sees("exports")) == TURNED_AWAY
    assert reasons(installation)[-1] == "other_subject"

    truthful.says = {"email": EMAILS["rep"]}  # and the account that is Grace's is nobody else's either
    visitor.sign_in()
    assert titles(visitor.sees("exports")) == TURNED_AWAY


def test_what_a_browser_kept_is_believed_only_while_it_holds(
    visitor: Visitor, installation: Installation, truthful: Provider
) -> None:
    """Expired, signed with another secret, cut off, too long or not ours: a page that says so, and a line each time."""
    whole = kept_cookie(truthful, origin=visitor.address)
    kept = {
        "expired": kept_cookie(truthful, origin=visitor.address, exp=int(time.time()) - 1),
        "audience": kept_cookie(truthful, origin=visitor.address, aud="other"),
        "no_expiry": kept_cookie(truthful, origin=visitor.address, exp=None),
        "no_subject": kept_cookie(truthful, origin=visitor.address, sub=None),
        "cookie": kept_cookie(truthful, secret=COOKIE_SECRET[::-1], origin=visitor.address),
        "cookie ": whole[:-9],
        "cookie  ": "x" * 4_000,  # browsers keep no longer one
        "cookie   ": kept_cookie(truthful, origin="http://127.0.0.1:1"),
    }
    for reason, cookie in kept.items():
        visitor.http.cookies.set("_streamlit_user", cookie)
        assert titles(visitor.sees("exports")) == TURNED_AWAY, reason
        assert reasons(installation)[-1] == reason.strip()

    visitor.http.cookies.set("_streamlit_user", whole)
    assert "Grace Hall" in visitor.sees("exports")


def test_a_provider_s_answer_works_once_and_for_the_browser_that_asked(
    visitor: Visitor, installation: Installation
) -> None:
    """Played again, or carried to a browser that had not asked, it signs nobody in."""
    there = visitor.leave_for_provider()
    answer = httpx.get(there.headers["location"]).headers["location"]
    stranger = Visitor(visitor.address, COOKIE_SECRET)

    assert stranger.http.get(answer).status_code == 403
    assert titles(stranger.sees()) == SIGN_IN
    assert visitor.http.get(answer).status_code == 302
    assert visitor.http.get(answer).status_code == 403
    assert visitor.http.get("/oauth2callback?state=made-up&code=x").status_code == 403
    assert visitor.http.get("/oauth2callback?error=access_denied&state=x").status_code == 403
    assert {"callback"} == set(reasons(installation)[-1:])
    stranger.http.close()


def test_a_provider_that_is_down_says_so_and_the_next_try_works(
    visitor: Visitor, installation: Installation, truthful: Provider
) -> None:
    """At the way out a page says to try again; on the way back nobody is signed in."""
    visitor.sign_in()  # the provider's addresses are known by now or not; both must hold
    visitor.http.cookies.clear()
    there = visitor.leave_for_provider()
    answer = httpx.get(there.headers["location"]).headers["location"]
    truthful.is_down = True

    assert visitor.http.get(answer).status_code == 403
    out = visitor.leave_for_provider()
    assert out.status_code == 503
    assert "does not answer" in out.text
    assert reasons(installation)[-1] == "provider_unreachable"

    truthful.is_down = False
    assert visitor.sign_in().status_code == 302


def test_signing_out_ends_every_tab_and_every_browser(visitor: Visitor, installation: Installation) -> None:
    """The other tab's next click, a copy of the cookie, another browser: all are asked to sign in again."""
    visitor.sign_in()
    other = Visitor(visitor.address, COOKIE_SECRET)
    other.sign_in()
    copied = dict(visitor.http.cookies)
    with visitor.tab() as tab, visitor.tab() as second, other.tab() as elsewhere:
        for one in (tab, second, elsewhere):
            assert "Grace Hall" in one.open("exports")
        assert "/auth/logout" in tab.open("exports", press="Sign out")
        assert titles(second.open("exports")) == TURNED_AWAY
        assert titles(elsewhere.open("exports")) == TURNED_AWAY
    out = visitor.http.get("/auth/logout")
    assert out.headers["location"].startswith(f"{installation.provider.url}/end_session?")
    assert "id_token_hint" in out.headers["location"]
    assert visitor.http.get(httpx.get(out.headers["location"]).headers["location"]).headers["location"] == "/"
    assert titles(visitor.sees()) == SIGN_IN

    visitor.http.cookies.update(copied)  # what Back, or whoever copied the cookie, brings along
    assert titles(visitor.sees("exports")) == TURNED_AWAY
    visitor.http.cookies.clear()
    visitor.sign_in()
    assert "Grace Hall" in visitor.sees("exports")
    other.http.close()


def test_whoever_left_or_moved_sees_nothing_more_in_an_open_tab(visitor: Visitor, installation: Installation) -> None:
    """Judged at the next click, by the newest export."""
    visitor.sign_in()
    try:
        with visitor.tab() as tab:
            assert "Viewed as Maya Lindqvist by Grace Hall" in tab.open("exports", viewer="rep")
            installation.publish(people(rep={"manager_id": "asm2"}))
            assert titles(tab.open("exports", viewer="rep")) == ["Who is looking?"]

            assert "Grace Hall" in tab.open("exports")
            installation.publish(people(asm={"is_active": False}))
            assert titles(tab.open("exports")) == TURNED_AWAY
    finally:
        installation.publish(people())
    assert reasons(installation)[-1] == "inactive"


def test_a_manager_looks_as_those_below_and_nobody_else(visitor: Visitor, installation: Installation) -> None:
    """The page carries the mark; who is elsewhere, above, or nobody at all is answered alike, and recorded."""
    visitor.sign_in()
    below = visitor.sees("exports", viewer="rep")
    answers = {who: visitor.sees("exports", viewer=who) for who in ("rep2", "top", "asm2", "operator", "no one")}

    assert "Viewed as Maya Lindqvist by Grace Hall" in below
    assert "Viewed as" not in visitor.sees("exports")
    for who, answer in answers.items():
        assert titles(answer) == ["Who is looking?"], who
        assert "Iberia" not in answer
    assert len({answer.count("new_element") for answer in answers.values()}) == 1
    written = installation.record()
    assert [line["event"] for line in written][-5:] == ["view_as_denied"] * 5
    (looked,) = [line for line in written if line["event"] == "view_as"][-1:]
    assert looked["who"]
    assert looked["as"] not in ("", looked["who"])
