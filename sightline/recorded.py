"""What the person looking does, as it goes into the record: pages opened, files taken away, links that were not theirs.

Who that is stands here alone, so no page names anybody.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from sightline import access, address, audit
from sightline.access import roles, session
from sightline.rights import Doing

_VIEWED, _VIEWER, _DENIED, _USED = "recorded_view", "recorded_viewer", "recorded_denials", "recorded_roles"
_PEOPLE = ("viewer", "team", "owner", "ae")
"""What in a link names a person."""


def who() -> str:
    """Id of the person at the screen, whomever they look as; in local mode whoever runs Sightline, empty for nobody."""
    return session.signed_in()


def writer() -> Callable[..., None]:
    """What writes an event of the person looking, also after this run: a file is made once its button is clicked."""
    return partial(audit.record, who=who(), as_whom=access.looking().viewer_id)


def opened(page: str) -> None:
    """A page that somebody opens, once until they open another; and as whom they look, once until that changes."""
    state, write = st.session_state, writer()
    viewer, account = access.looking().viewer_id, address.given("account")
    if state.get(_VIEWER) != viewer:
        state[_VIEWER] = viewer
        if viewer != who():
            write("view_as")
        for grant in session.grants_of(viewer):
            write("grant_used", sees=grant.sees, target=audit.Person(grant.target or ""), until=str(grant.until))
    if page and state.get(_VIEWED) != (page, viewer, account):
        state[_VIEWED] = page, viewer, account
        write("view", page=page, account=account)


def denied(what: str, asked: str, event: audit.Event = "denied") -> None:
    """A link that asks for what is not this person's, or not there; once, however often the page is drawn again."""
    seen: set[Any] = st.session_state.setdefault(_DENIED, set())
    if (what, asked) not in seen:
        seen.add((what, asked))
        named = audit.Person(asked) if what in _PEOPLE else asked
        writer()(event, page=address.here(), what=what, asked=named)


def marked(step: str, plan: str, day: dt.date) -> None:
    """A plan marked as inspected, or a mark taken back."""
    writer()("inspection_mark", step=step, plan=plan, day=f"{day:%Y-%m-%d}")


def used(what: Doing) -> None:
    """A role by which the person looking does what others may not; once, until another day or list gives it."""
    role = roles.in_use(what, access.looking().viewer_id)
    seen: dict[str, object] = st.session_state.setdefault(_USED, {})
    if role is not None and seen.get(what) != (role, dt.date.today()):
        seen[what] = role, dt.date.today()
        writer()("grant_used", may=what, until=str(role.until or ""))
