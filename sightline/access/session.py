"""Who is at the screen where people sign in, judged anew in every run and before every question.

Streamlit takes what the cookie says when a tab connects and keeps it as long as the tab is open. So whether the
sign-in still holds, and the person is still active and still above whomever they look as, is asked here each time.
"""

import datetime as dt
import html
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from sightline import audit, door, words
from sightline.access import claims
from sightline.access.claims import USER_COOKIE, Known, People, Refused, proof_in
from sightline.access.logins import Logins, name_of
from sightline.rights import Grant
from sightline.settings import ROOT, warehouse_folder
from sightline.sign_in import SignIn

_SIGN_IN, _BEGAN, _REFUSED, _PERSON, _DRAWN_ANEW = (
    "sign_in",
    "sign_in_began",
    "sign_in_refused",
    "signed_in",
    "drawn_anew",
)
_LOGO = str(ROOT / "sightline" / "assets" / "logo.svg")
_SIGNED_OUT = "You signed out. Sign in again to go on."


def is_local() -> bool:
    """Whether nobody signs in: one person on one computer."""
    return _rules().mode == "local"


def admit() -> None:
    """Let this run go on for somebody whom their sign-in proves; anybody else is told why not, and it ends."""
    if is_local():
        return
    try:
        me = _me().person_id
    except Refused as refused:
        door.look_as("")
        _turn_away(refused)
    if st.session_state.get(_PERSON, me) != me:  # a tab that is connected anew as somebody else keeps nothing
        st.session_state.clear()
        door.pin()
    st.session_state[_PERSON] = me


def signed_in() -> str:
    """Id of the person at the screen, whomever they look as: the operator's in local mode, empty for nobody."""
    if is_local():
        return door.OPERATOR
    try:
        return _me().person_id
    except Refused:
        return ""


def everyone() -> People:
    """Everyone in the newest users export."""
    return door.made_now(_people, "people_to_recognise")


def may_look_as() -> frozenset[str]:
    """Ids of whom the person who signed in may look as: themselves and everyone below.

    Not those who hold a grant: it was given to them for a reason of theirs, and opens what is outside the tree.
    """
    me, people = _me().person_id, everyone()
    return people.below(me) - people.holders(door.own_settings().grants, dt.date.today()) | {me}


def grants_of(person_id: str) -> list[Grant]:
    """The grants in force that somebody holds, named in them by id or by address."""
    people, today = everyone(), dt.date.today()
    return [grant for grant in door.own_settings().grants if person_id in people.holders([grant], today)]


def may_look(viewer_id: str) -> bool:
    """Whether the person at the screen may go on looking as this one; where not, the page is drawn anew without."""
    if not viewer_id:
        return False
    try:
        if viewer_id in may_look_as():
            st.session_state.pop(_DRAWN_ANEW, None)
            return True
    except Refused:
        pass
    _draw_anew()
    return False


def _draw_anew() -> None:
    """Leave a fragment for the whole page, which says why; once, and in a callback this does nothing."""
    if not st.session_state.get(_DRAWN_ANEW):
        st.session_state[_DRAWN_ANEW] = True
        st.rerun()


def watermark(viewer: str, by: str) -> None:
    """Across the page: as whom it is seen, by whom and when; on a screenshot and on paper too."""
    mark = html.escape(f"Viewed as {viewer} by {by}, {words.day(pd.Timestamp(dt.date.today()))}")
    unread = f'<span aria-hidden="true">{mark}</span>' * 23
    st.html(f'<div class="viewed_as"><span>{mark}</span>{unread}</div>')


def offer_to_sign_out() -> None:
    """The way out. In a gateway's mode it is the gateway's, so there is none here."""
    if _rules().mode == "oidc":
        st.button("Sign out", on_click=_sign_out, type="tertiary", help="Signs you out in every browser and every tab.")


def _sign_out() -> None:
    try:
        who = _me().person_id
    except Refused:
        who = ""
    if who:
        _logins(warehouse_folder()).end(who)
        audit.record("logout", who=who)
    st.session_state[_REFUSED] = "signed_out"
    st.logout()


def _turn_away(refused: Refused) -> NoReturn:
    """Say why nothing is shown, and offer to sign in where that may help."""
    is_new = refused.why == "nobody"
    if not is_new and st.session_state.get(_REFUSED) != refused.why:
        st.session_state[_REFUSED] = refused.why
        said = _claims()
        email, subject = (audit.Person(str(said.get(name) or "")) for name in (_rules().email_claim, "sub"))
        audit.record("login_denied", who="", reason=refused.why, email=email, subject=subject)
    with st.container(key="sign_in", width=460):
        st.image(_LOGO, width=120, alt="Sightline")
        st.title("Sign in to Sightline" if is_new else "You are not signed in")
        st.markdown(str(refused))
        if _rules().mode == "oidc":
            with st.container(horizontal=True):
                st.button("Sign in" if is_new else "Sign in again", on_click=st.login, type="primary")
                if st.user.get("is_logged_in"):
                    st.button("Sign out at the provider", on_click=st.logout, type="tertiary")
    st.stop()


def proof() -> Callable[[], str]:
    """What tells later, outside of a run too, whom the sign-in of this one still proves; empty for nobody."""
    if is_local():
        return lambda: door.OPERATOR
    rules, said, logins = _rules(), _claims(), _logins(warehouse_folder())
    client, began = ("", st.session_state[_BEGAN]) if rules.mode == "proxy" else (_client(), 0.0)
    sign_in = st.session_state[_SIGN_IN]

    def proves() -> str:
        try:
            if rules.mode == "proxy":
                return _named_by_gateway(str(said[rules.email_claim]), began, everyone(), rules).person_id
            me = claims.person(said, everyone(), rules, client=client, now=time.time())
        except Refused:
            return ""
        return "" if logins.is_ended(sign_in[0]) else me.person_id

    return proves


def shown() -> str:
    """What the browser of this run shows the gate as proof of who it is."""
    rules = _rules()
    return proof_in(st.context.cookies, st.context.headers.get(rules.proxy_user_header) or "", rules)


def _me() -> Known:
    """The person whom this session's sign-in proves, now. Raises Refused."""
    rules, said, people = _rules(), _claims(), everyone()
    if rules.mode == "proxy":
        return _by_gateway(str(said[rules.email_claim]), people, rules)
    if not said.get("is_logged_in"):
        if st.session_state.get(_REFUSED) == "signed_out":
            raise Refused("signed_out", _SIGNED_OUT)
        if st.context.cookies.get(USER_COOKIE):
            raise Refused("cookie", "What your browser kept of your sign-in cannot be read. Sign in again.")
        raise Refused("nobody", "Sightline shows each person their own part of the company, so it needs to know you.")
    me = claims.person(said, people, rules, client=_client(), now=time.time())
    issuer, subject = str(said["iss"]), str(said["sub"])
    sign_in = name_of(issuer, subject, said.get("nonce"), said["iat"])
    logins = _logins(warehouse_folder())
    if st.session_state.get(_SIGN_IN) != (sign_in, me.person_id):
        if logins.begin(sign_in, me.person_id, issuer, subject):
            audit.record("login", who=me.person_id, issuer=issuer)
        st.session_state[_SIGN_IN] = sign_in, me.person_id
    if logins.is_ended(sign_in):
        raise Refused("signed_out", _SIGNED_OUT)
    return me


def _by_gateway(email: str, people: People, rules: SignIn) -> Known:
    began = st.session_state.setdefault(_BEGAN, time.time())
    me = _named_by_gateway(email, began, people, rules)
    if st.session_state.get(_SIGN_IN) != me.person_id:
        st.session_state[_SIGN_IN] = me.person_id
        audit.record("login", who=me.person_id, issuer="gateway")
    return me


def _named_by_gateway(email: str, began: float, people: People, rules: SignIn) -> Known:
    if time.time() >= began + rules.hours * 3600:
        raise Refused("expired", "This page has been open for too long. Reload it.")
    if not email:
        raise Refused("no_email", "The gateway did not say who you are. Tell whoever looks after Sightline.")
    return people.named(email)


@cache
def _logins(folder: Path) -> Logins:
    return Logins(folder)


def _rules() -> SignIn:
    return door.own_settings().sign_in


def _claims() -> Mapping[str, Any]:
    """What the provider's cookie or the gateway's header says in this run."""
    rules = _rules()
    if rules.mode == "proxy":
        return {rules.email_claim: st.context.headers.get(rules.proxy_user_header) or ""}
    return st.user.to_dict()


def _client() -> str:
    return str(st.secrets["auth"]["client_id"])


def _people(answer: pd.DataFrame) -> People:
    columns = (answer[name].tolist() for name in ("person_id", "email", "is_active", "manager_id"))
    return People(
        Known(who, _text(email), bool(is_active), _text(manager))
        for who, email, is_active, manager in zip(*columns, strict=True)
        if who != door.OPERATOR  # an id that an export may hold as well, and whoever looks by it sees every row
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
