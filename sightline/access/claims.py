"""Who somebody is, by what a provider or a gateway says of them; none of it is believed that was not proven.

An address is compared letter by letter. Only A to Z have a capital that means the same, so `Ann@` is `ann@`, while a
Cyrillic letter, a full-width one, the Kelvin sign or a part after a plus make another address, and so nobody known.
"""

import datetime as dt
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sightline.rights import Right
from sightline.sign_in import SignIn

USER_COOKIE = "_streamlit_user"
"""In whose value, or in those of further cookies named after it, Streamlit keeps what the provider said."""

_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_CLOCKS_DIFFER = 60
"""Seconds a provider's clock may be ahead of ours."""


class Refused(Exception):
    """Somebody may not come in; the text is for them, `why` is one word for the record."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True)
class Known:
    """One person of the users export, as far as it takes to recognise them."""

    person_id: str
    email: str
    is_active: bool
    manager_id: str = ""


def key(email: str) -> str:
    """What two spellings of one address have in common."""
    return email.strip(" ").translate(_SMALL)


class People:
    """Everyone in the users export: who has which address, and who is below whom."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.by_id = {one.person_id: one for one in people}
        self._by_email: dict[str, list[Known]] = {}
        self._reports: dict[str, list[str]] = {}
        self._below: dict[str, frozenset[str]] = {}
        for one in self.by_id.values():
            self._reports.setdefault(one.manager_id, []).append(one.person_id)
            if one.email:
                self._by_email.setdefault(key(one.email), []).append(one)

    def named(self, email: str) -> Known:
        """The one active person with this address. Raises Refused."""
        found = self._by_email.get(key(email), [])
        if len(found) > 1:
            raise Refused(
                "duplicate_email",
                "The users export names several people with your e-mail address. Ask whoever looks after Sightline.",
            )
        if not found or not found[0].is_active:
            raise Refused(
                "inactive" if found else "unknown_person",
                "Nobody with your e-mail address is active in the users export. If you should be, ask whoever looks "
                "after Sightline.",
            )
        return found[0]

    def below(self, person_id: str) -> frozenset[str]:
        """Ids of a person and of everyone active below them."""
        if person_id not in self._below:
            found, todo = {person_id}, [person_id]
            while todo:
                new = [one for one in self._reports.get(todo.pop(), []) if one not in found]
                found.update(new)
                todo += new
            self._below[person_id] = frozenset(one for one in found if one in self.by_id and self.by_id[one].is_active)
        return self._below[person_id]

    def holders(self, rights: Iterable[Right], today: dt.date) -> frozenset[str]:
        """Ids of those whom a right in force may mean, whether it names them by id or by address."""
        names = [right.person for right in rights if right.holds_on(today)]
        found = {one.person_id for name in names for one in self._by_email.get(key(name), [])}
        return frozenset(found | (self.by_id.keys() & names))

    def is_meant(self, person_id: str, name: str) -> bool:
        """Whether a setting names this active person: by id, or by the address that is theirs and nobody else's."""
        me = self.by_id.get(person_id)
        if me is None or not me.is_active:
            return False
        return name == person_id or (bool(me.email) and self._by_email.get(key(name), []) == [me])


def proof_in(cookies: Mapping[str, str], user: str, rules: SignIn) -> str:
    """What a request shows as proof of who it is, not judged yet: the cookie of a sign-in, or the gateway's word."""
    if rules.mode == "proxy":
        return user
    return " ".join(f"{name}={cookies[name]}" for name in sorted(cookies) if name.startswith(USER_COOKIE))


def person(claims: Mapping[str, Any], people: People, rules: SignIn, *, client: str, now: float) -> Known:
    """The person whom these claims prove. Raises Refused."""
    _fresh(claims, rules, now)
    audience = claims.get("aud")
    if client not in (audience if isinstance(audience, list) else [audience]):
        raise Refused("audience", "This sign-in was made for another application. Sign in again.")
    if not (_text(claims, "sub") and _text(claims, "iss")):
        raise Refused("no_subject", "The provider did not say who you are. Tell whoever looks after Sightline.")
    email = _text(claims, rules.email_claim)
    if not email:
        raise Refused(
            "no_email",
            "The provider gave no e-mail address, by which Sightline knows people. Tell whoever looks after it.",
        )
    said = claims.get("email_verified")
    if said is not True and said != "true" and not (said is None and rules.email_is_proven):
        raise Refused("unverified_email", "The provider has not verified your e-mail address. Verify it there first.")
    if rules.groups and not set(rules.groups) & set(_texts(claims.get(rules.groups_claim))):
        raise Refused("group", "Your account is in no group that may use Sightline. Ask whoever looks after it.")
    return people.named(email)


def _fresh(claims: Mapping[str, Any], rules: SignIn, now: float) -> None:
    ends, began = (_number(claims.get(name)) for name in ("exp", "iat"))
    if ends is None or began is None:
        raise Refused("no_expiry", "The provider did not say how long your sign-in holds. Sign in again.")
    if now >= min(ends, began + rules.hours * 3600) or began > now + _CLOCKS_DIFFER:
        raise Refused("expired", "Your sign-in has ended. Sign in again to go on where you were.")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
