"""What somebody may do beyond looking: load exports, read the record. The lists of the settings name them.

A role is of the person at the screen and for them alone. Who looks as somebody else has neither that person's roles,
which were given to them, nor their own: what is done then would be done under two names. It is judged before every
use, so it is over with the last day that the settings name, on a page that stays open too.
"""

import datetime as dt

from sightline import door
from sightline.access import session
from sightline.rights import Doing, Role


def may_load(viewer: str) -> bool:
    """Whether who looks as this person may load exports; in local mode whoever sits at the computer, as anybody."""
    return session.is_local() or in_use("load", viewer) is not None


def may_audit(viewer: str) -> bool:
    """Whether who looks as this person may read the record of everybody.

    In local mode whoever runs Sightline may; looking as somebody, they see what that person does, so the person has to
    be an auditor.
    """
    return (session.is_local() and viewer == door.OPERATOR) or in_use("audit", viewer) is not None


def of(viewer: str) -> list[Doing]:
    """What who looks as this person may do."""
    may: dict[Doing, bool] = {"load": may_load(viewer), "audit": may_audit(viewer)}
    return [what for what, holds in may.items() if holds]


def in_use(what: Doing, viewer: str) -> Role | None:
    """The role by which who looks as this person may do that today; None where no list of the settings names them."""
    if not viewer or (not session.is_local() and viewer != session.signed_in()):
        return None
    return held(what, viewer)


def held(what: Doing, person: str) -> Role | None:
    """The role that somebody holds today, whoever asks; None where no list of the settings names them."""
    given = door.own_settings().loaders if what == "load" else door.own_settings().auditors
    in_force = [role for role in given if role.holds_on(dt.date.today())]
    return next((role for role in in_force if session.everyone().is_meant(person, role.person)), None)
