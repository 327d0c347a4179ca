"""What the operator's settings give somebody beyond their part of the tree: what they see, and what they may do.

One shape for all: a person, by id or by e-mail address, and the last day. Each ends by itself.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

Doing = Literal["load", "audit"]
"""What the lists of the settings let somebody do beyond looking."""

_SEES = ("everything", "subtree", "account")


class Right:
    """What grants and roles have in common: whose it is, and the last day on which it holds; None is for good."""

    person: str
    until: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        """Whether it has not ended; the last day is still one of it."""
        return self.until is None or self.until >= day


@dataclass(frozen=True)
class Grant(Right):
    """Someone may see more than the reporting tree gives, until a day and for a stated reason.

    `sees` is "everything", "subtree" (of the person in `target`) or "account" (the account in `target`).
    """

    person: str
    sees: str
    until: dt.date
    reason: str
    target: str | None = None


@dataclass(frozen=True)
class Role(Right):
    """Someone may do what the list of the settings says in which they stand."""

    person: str
    until: dt.date | None = None


def grant(given: Any) -> Grant:
    """A grant as a file gives it. Raises ValueError with a sentence."""
    try:
        found = Grant(**given)
    except TypeError as error:
        raise ValueError(
            f"a grant needs person, sees, until and reason (target for subtree or account): {given}"
        ) from error
    if found.sees not in _SEES or type(found.until) is not dt.date:
        raise ValueError(
            f"the grant of {found.person} needs sees = everything, subtree or account, and until = a date."
        )
    return found


def roles(name: str, given: Any) -> tuple[Role, ...]:
    """A list of people as a file gives it, some of them with their last day. Raises ValueError with a sentence."""
    try:
        found = tuple(Role(one) if isinstance(one, str) else Role(**one) for one in given)
    except TypeError:
        found = (Role(""),)
    if isinstance(given, list) and all(_is_whole(role) for role in found):
        return found
    raise ValueError(
        f'{name} = {given!r} should be a list of people like ["USR-OPS-01"], or with a last day like '
        '[{ person = "USR-OPS-01", until = 2027-12-31 }].'
    )


def _is_whole(role: Role) -> bool:
    return isinstance(role.person, str) and bool(role.person) and type(role.until) in (dt.date, type(None))
