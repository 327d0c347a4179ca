"""Who somebody is, by what is said of them: every rule at the one function that judges."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sightline.access.claims import Known, People, Refused, person
from sightline.access.logins import Logins, name_of
from sightline.cli import app
from sightline.settings import Grant
from sightline.sign_in import SignIn

NOW = 1_790_000_000.0
PEOPLE = People(
    [
        Known("vp", "vp@x.example", True),
        Known("ann", "Ann@x.example", True, "vp"),
        Known("bo", "bo@x.example", True, "ann"),
        Known("gone", "gone@x.example", False, "ann"),
        Known("under", "under@x.example", True, "gone"),
        Known("kim", "\u212aim@x.example", True, "vp"),
        Known("one", "same@x.example", True),
        Known("two", "SAME@x.example", False),
        Known("none", "", True),
    ]
)


def proved(rules: SignIn | None = None, **says: Any) -> str:
    """Id of the person, or the reason why nobody is."""
    claims = {
        "iss": "i", "aud": "me", "sub": "s", "iat": NOW, "exp": NOW + 60, "email": "ann@x.example",
        "email_verified": True, **says,
    }  # fmt: skip
    try:
        return person(claims, PEOPLE, rules or SignIn(), client="me", now=NOW + 1).person_id
    except Refused as refused:
        return f"-{refused.why}"


@pytest.mark.parametrize(
    ("says", "who"),
    [
        ({}, "ann"),
        ({"email": "ANN@X.example"}, "ann"),
        ({"email": "ann+a@x.example"}, "-unknown_person"),
        ({"email": "ann@x.example\u200b"}, "-unknown_person"),
        ({"email": "\u0430nn@x.example"}, "-unknown_person"),
        ({"email": "kim@x.example"}, "-unknown_person"),
        ({"email": "\u212aim@x.example"}, "kim"),
        ({"email": ["ann@x.example"]}, "-no_email"),
        ({"email": ""}, "-no_email"),
        ({"email": "same@x.example"}, "-duplicate_email"),
        ({"email": "gone@x.example"}, "-inactive"),
        ({"email_verified": "true"}, "ann"),
        ({"email_verified": "false"}, "-unverified_email"),
        ({"email_verified": 1}, "-unverified_email"),
        ({"aud": ["other", "me"]}, "ann"),
        ({"aud": "meme"}, "-audience"),
        ({"aud": None}, "-audience"),
        ({"sub": ""}, "-no_subject"),
        ({"exp": NOW}, "-expired"),
        ({"exp": True}, "-no_expiry"),
        ({"exp": "never"}, "-no_expiry"),
        ({"exp": NOW * 2, "iat": NOW - 12 * 3600}, "-expired"),
        ({"iat": NOW + 3600, "exp": NOW + 7200}, "-expired"),
        ({"iat": NOW + 30}, "ann"),
    ],
)
def test_each_claim_is_judged(says: dict[str, Any], who: str) -> None:
    """What is missing, of another kind or doubtful proves nobody."""
    assert proved(**says) == who


def test_a_provider_that_never_says_verified_is_believed_only_where_the_operator_says_so() -> None:
    """And where it says that an address is not verified, that holds."""
    trusting = SignIn(email_is_proven=True)
    assert proved(trusting, email_verified=None) == "ann"
    assert proved(trusting, email_verified=False) == "-unverified_email"


def test_a_group_that_may_come_in_is_asked_for_where_the_operator_names_one() -> None:
    """Whole names; a text instead of a list is one group."""
    rules = SignIn(groups=("sales", "ops"))
    assert proved(rules, groups=["hr", "ops"]) == "ann"
    assert proved(rules, groups="sales") == "ann"
    assert proved(rules, groups=["salesforce"]) == "-group"
    assert proved(rules, groups="hr,sales") == "-group"
    assert proved(rules) == "-group"


def test_below_somebody_are_those_who_are_active_there() -> None:
    """Also below a manager who left; a circle ends."""
    assert PEOPLE.below("ann") == {"ann", "bo", "under"}
    circle = People([Known("a", "", True, "b"), Known("b", "", True, "a")])
    assert circle.below("a") == {"a", "b"}


def test_who_holds_a_grant_is_known_by_id_or_address_until_its_last_day() -> None:
    """A manager does not look through a grant that was given to somebody below."""
    today = dt.date(2026, 10, 5)
    grants = [Grant("BO@x.example", "everything", today, "r"), Grant("under", "everything", today, "r")]
    assert PEOPLE.holders(grants, today) == {"bo", "under"}
    assert PEOPLE.holders(grants, today + dt.timedelta(days=1)) == set()


def test_an_account_of_the_provider_is_one_person_s_until_it_is_released(tmp_path: Path) -> None:
    """Kept beside the notes, so that it holds after a restart."""
    sign_in = name_of("i", "s", "nonce")
    assert Logins(tmp_path).begin(sign_in, "ann", "i", "s")
    again = Logins(tmp_path)
    assert not again.begin(sign_in, "ann", "i", "s")
    for who, issuer, subject in (("ann", "i", "t"), ("ann", "j", "s"), ("bo", "i", "s")):
        with pytest.raises(Refused, match="another account"):
            again.begin("other", who, issuer, subject)

    assert again.release("ann")
    assert again.is_ended(sign_in)
    assert again.begin("new", "ann", "i", "t")
    assert not again.is_ended("new")
    assert not Logins(tmp_path).release("nobody")


def test_a_sign_in_ended_by_another_process_is_ended_here(tmp_path: Path) -> None:
    """Whichever server a person signed out on; a sign-in after that is a new one."""
    here, there = Logins(tmp_path), Logins(tmp_path)
    here.begin("first", "ann", "i", "s")
    assert not here.is_ended("first")
    there.end("ann")
    assert here.is_ended("first")
    here.begin("second", "ann", "i", "s")
    assert not here.is_ended("second")


def test_an_operator_releases_an_account_by_a_command(tmp_path: Path) -> None:
    """Somebody's address became another's, or the provider was changed; it is a line of the record."""
    Logins(tmp_path).begin("first", "ann", "i", "s")
    said = CliRunner().invoke(app, ["release", "ann", "--from", str(tmp_path)])

    assert said.exit_code == 0
    assert said.output.strip() == "Released. Whoever proves their address next is ann."
    assert Logins(tmp_path).begin("second", "ann", "i", "t")
    assert '"logout"' in "".join(path.read_text() for path in (tmp_path / "audit").glob("????-??.jsonl"))
